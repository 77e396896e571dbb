"""⟨g(p), p − c⟩ ≥ f(p) − f(c) + ‖g(p)‖²/(2L): what convexity and QG⁺(L) about c give together.

With curvature from m > 0 to M on the segment from a critical point c: ‖g(p)‖ ≤ M‖p − c‖, and 2(⟨g(p), p − c⟩ − f(p) +
f(c)) ≥ m‖p − c‖², so L = M²/m will do. No L does where ⟨g(p), p − c⟩ < f(p) − f(c).
"""

from ..extremal import Profile, Radial
from ..function_class import ByCurvature, FunctionClass

convex_upper_growth = FunctionClass(
    name="convex_upper_growth",
    title="Convex with quadratic upper growth",
    inequality="2*L*(dot(g(p), p - c) - f(p) + f(c)) >= sq(g(p))",
    pair=False,
    source="goujaud2022optimal",
    constant="L",
    best="smallest",
    signs=("L > 0",),
    extremal=(
        Radial("2*L"),
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
    by_curvature=ByCurvature(("M**2/m",), convex=True),
)
