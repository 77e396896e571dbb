"""⟨g(p), p − c⟩ ≥ γ(f(p) − f(c)): convexity towards c, weakened by γ."""

from ..extremal import Profile
from ..function_class import FunctionClass

quasar_convex = FunctionClass(
    name="quasar_convex",
    title="Quasar-convex",
    inequality="dot(g(p), p - c) >= gamma*(f(p) - f(c))",
    pair=False,
    source="hinder2020near",
    signs=("gamma > 0", "gamma <= 1"),
    joined=("smooth",),
    extremal=(
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
    aliases=("quasar",),
)
