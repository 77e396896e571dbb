"""2L·D(p, r) + 2μ·D(r, p) ≥ ‖g(p) − g(r)‖² + μL‖p − r‖², D(p, r) = f(p) − f(r) − ⟨g(r), p − r⟩: curvature μ to L.

For ½⟨x − c, H(x − c)⟩ both D are ½⟨H(p − r), p − r⟩, and it says that (H − μI)(LI − H) is positive semidefinite. It is
the interpolation inequality of `smooth_strongly_convex` in other words: what is proved from it holds for all of those.
What is special to quadratics, methods with momentum, is read off the eigenvalues instead.
"""

from ..extremal import Profile
from ..function_class import FunctionClass

quadratic = FunctionClass(
    name="quadratic",
    title="Quadratic with curvature between mu and L (by an inequality that smooth strongly convex functions have too)",
    inequality="2*L*(f(p) - f(r) - dot(g(r), p - r)) + 2*mu*(f(r) - f(p) - dot(g(p), r - p))"
    " >= sq(g(p) - g(r)) + mu*L*sq(p - r)",
    pair=True,
    source="nesterov2018lectures",
    signs=("mu > 0", "L > mu"),
    extremal=(
        Profile(("mu",)),
        Profile(("L",)),
    ),
)
