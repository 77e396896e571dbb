"""‖g(p) − g(r)‖ ≤ L‖p − r‖ for every pair of points."""

from ..extremal import Profile
from ..function_class import FunctionClass

smooth = FunctionClass(
    name="smooth",
    title="Smooth (Lipschitz gradient)",
    inequality="sq(g(p) - g(r)) <= L**2*sq(p - r)",
    pair=True,
    source="nesterov2018lectures",
    constant="L",
    best="smallest",
    signs=("L > 0",),
    interpolation="4*L*(f(p) - f(r) - dot(g(r), p - r))"
    " >= sq(g(p) - g(r)) - L**2*sq(p - r) + 2*L*dot(g(p) - g(r), p - r)",
    descent="gap_bounds_gradient_of_smooth",
    extremal=(
        Profile(("L",)),
        Profile(("-L",), minimal=False),
        Profile(("L", "0"), ("delta",)),
        Profile(("L", "-L"), ("1/3",)),
    ),
)
