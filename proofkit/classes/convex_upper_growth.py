"""⟨g(p), p − c⟩ ≥ f(p) − f(c) + ‖g(p)‖²/(2L): what convexity and QG⁺(L) about c give together."""

from ..extremal import Profile, Radial
from ..function_class import FunctionClass

convex_upper_growth = FunctionClass(
    name="convex_upper_growth",
    title="Convex with quadratic upper growth",
    inequality="2*L*(dot(g(p), p - c) - f(p) + f(c)) >= sq(g(p))",
    pair=False,
    source="goujaud2022optimal",
    signs=("L > 0",),
    extremal=(
        Radial("2*L"),
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
)
