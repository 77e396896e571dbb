"""f(p) − f(r) − ⟨g(r), p − r⟩ ≥ ‖g(p) − g(r)‖²/(2L) for every pair: smooth and convex on R^d."""

from ..extremal import Profile
from ..function_class import FunctionClass

smooth_convex = FunctionClass(
    name="smooth_convex",
    title="Smooth convex",
    inequality="2*L*(f(p) - f(r) - dot(g(r), p - r)) >= sq(g(p) - g(r))",
    pair=True,
    source="taylor2017smooth",
    signs=("L > 0",),
    rates=("tight_gap_rate_of_smooth_convex", "sublinear_rate_of_smooth_convex", "gradient_rate_of_smooth_convex"),
    extremal=(
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
)
