"""f(p) ≥ f(r) + ⟨g(r), p − r⟩ for every pair: f lies above its tangents."""

from ..extremal import Profile
from ..function_class import FunctionClass

convex = FunctionClass(
    name="convex",
    title="Convex",
    inequality="f(p) - f(r) - dot(g(r), p - r) >= 0",
    pair=True,
    source="nesterov2018lectures",
    extremal=(Profile(("1", "0"), ("delta",)),),
)
