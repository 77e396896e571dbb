"""⟨g(p) − g(r), p − r⟩ ≥ μ‖p − r‖² for every pair: strong monotonicity of the gradient."""

from ..function_class import FunctionClass

strongly_convex = FunctionClass(
    name="strongly_convex",
    title="Strongly convex",
    constant="mu",
    best="largest",
    inequality="dot(g(p) - g(r), p - r) >= mu*sq(p - r)",
    pair=True,
    source="nesterov2018lectures",
)
