"""The interpolation inequality of functions with curvature between −ρ and L, on R^d."""

from ..extremal import Profile
from ..function_class import FunctionClass

smooth_hypoconvex = FunctionClass(
    name="smooth_hypoconvex",
    title="Smooth hypoconvex",
    inequality="2*(L + rho)*(f(p) - f(r) - dot(g(r), p - r))"
    " >= sq(g(p) - g(r)) - rho*L*sq(p - r) + 2*rho*dot(g(p) - g(r), p - r)",
    pair=True,
    source="taylor2017smooth",
    signs=("rho > 0", "L > 0"),
    descent="gap_bounds_gradient_of_smooth_hypoconvex",
    extremal=(
        Profile(("L",)),
        Profile(("-rho",), minimal=False),
        Profile(("L", "0"), ("delta",)),
        Profile(("L", "-rho"), ("rho/(rho + 2*L)",)),
    ),
)
