"""f(p) − f(c) ≤ (L/2)‖p − c‖²: the gap grows at most quadratically."""

from ..extremal import Profile, Radial
from ..function_class import ByCurvature, FunctionClass

qg_plus = FunctionClass(
    name="qg_plus",
    title="Quadratic upper growth QG⁺",
    inequality="2*(f(p) - f(c)) <= L*sq(p - c)",
    pair=False,
    source="goujaud2022optimal",
    constant="L",
    best="smallest",
    signs=("L > 0",),
    joined=("convex_upper_growth",),
    extremal=(
        Radial("2*L"),
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
    by_curvature=ByCurvature(("M",)),
)
