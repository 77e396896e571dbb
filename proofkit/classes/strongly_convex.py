"""⟨g(p) − g(r), p − r⟩ ≥ μ‖p − r‖² for every pair: strong monotonicity of the gradient."""

from ..extremal import Profile
from ..function_class import FunctionClass

strongly_convex = FunctionClass(
    name="strongly_convex",
    title="Strongly convex",
    inequality="dot(g(p) - g(r), p - r) >= mu*sq(p - r)",
    pair=True,
    source="nesterov2018lectures",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    interpolation="2*(f(p) - f(r) - dot(g(r), p - r)) >= mu*sq(p - r)",
    extremal=(Profile(("mu",)),),
    aliases=("sc",),
)
