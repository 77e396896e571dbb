"""⟨g(p), p − c⟩ ≥ f(p) − f(c): convexity towards the minimiser c."""

from ..extremal import Profile
from ..function_class import FunctionClass

star_convex = FunctionClass(
    name="star_convex",
    title="Star-convex",
    inequality="dot(g(p), p - c) >= f(p) - f(c)",
    pair=False,
    source="nesterov2006cubic",
    joined=("smooth",),
    extremal=(
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
)
