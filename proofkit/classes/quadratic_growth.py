"""f(p) − f(c) ≥ (μ/2)‖p − c‖²: the gap grows quadratically."""

from ..function_class import FunctionClass

quadratic_growth = FunctionClass(
    name="quadratic_growth",
    title="Quadratic growth",
    inequality="2*(f(p) - f(c)) >= mu*sq(p - c)",
    pair=False,
    source="karimi2016linear",
    signs=("mu > 0",),
    aliases=("qg",),
)
