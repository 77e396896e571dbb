"""⟨g(p), p − c⟩ ≥ f(p) − f(c): convexity towards the minimiser c.

With curvature from m on the segment, ⟨g(p), p − c⟩ − f(p) + f(c) ≥ (m/2)‖p − c‖² (Taylor at p).
"""

from ..extremal import Profile
from ..function_class import ByCurvature, FunctionClass

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
    by_curvature=ByCurvature(("m/2",)),
)
