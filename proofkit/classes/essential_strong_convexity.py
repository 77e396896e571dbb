"""f(r) ≥ f(p) + ⟨g(p), r − p⟩ + (μ/2)‖r − p‖² for points p, r with the same nearest minimiser."""

from ..function_class import FunctionClass

essential_strong_convexity = FunctionClass(
    name="essential_strong_convexity",
    title="Essential strong convexity",
    inequality="implies(nearest(p) == nearest(r), 2*(f(r) - f(p) - dot(g(p), r - p)) >= mu*sq(r - p))",
    pair=True,
    source="karimi2016linear",
    signs=("mu > 0",),
    aliases=("esc",),
)
