"""The interpolation inequality of functions with curvature between μ and L, on R^d."""

from ..extremal import Profile
from ..function_class import FunctionClass

smooth_strongly_convex = FunctionClass(
    name="smooth_strongly_convex",
    title="Smooth strongly convex",
    inequality="2*(L - mu)*(f(p) - f(r) - dot(g(r), p - r))"
    " >= sq(g(p) - g(r)) + mu*L*sq(p - r) - 2*mu*dot(g(p) - g(r), p - r)",
    pair=True,
    source="taylor2017smooth",
    signs=("mu > 0", "L > mu"),
    extremal=(
        Profile(("mu",)),
        Profile(("L",)),
    ),
)
