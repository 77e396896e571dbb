"""f(c) ≥ f(p) + ⟨g(p), c − p⟩ + (μ/2)‖p − c‖²: strong convexity towards one point c."""

from ..extremal import Profile
from ..function_class import ByCurvature, FunctionClass

weak_strong_convexity = FunctionClass(
    name="weak_strong_convexity",
    title="Weak strong convexity",
    inequality="2*(dot(g(p), p - c) - f(p) + f(c)) >= mu*sq(p - c)",
    pair=False,
    source="karimi2016linear",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    joined=("quadratic_growth",),
    extremal=(Profile(("mu",)),),
    aliases=("wsc",),
    by_curvature=ByCurvature(("m",)),
)
