"""f(p) − f(c) ≥ (μ/2)‖p − c‖²: the gap grows quadratically."""

from ..function_class import ByCurvature, FunctionClass

quadratic_growth = FunctionClass(
    name="quadratic_growth",
    title="Quadratic growth",
    inequality="2*(f(p) - f(c)) >= mu*sq(p - c)",
    pair=False,
    source="karimi2016linear",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    aliases=("qg",),
    by_curvature=ByCurvature(("m",)),
)
