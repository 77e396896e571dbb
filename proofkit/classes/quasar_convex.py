"""⟨g(p), p − c⟩ ≥ γ(f(p) − f(c)): convexity towards c, weakened by γ.

With curvature ≥ 0 on the segment from p to c, where f(c) ≥ f(p) + ⟨g(p), c − p⟩, it holds with γ = 1, the largest.
On a function it is certified for minimisers c: if g(c) = 0 and the segment from c to p is in the set, t^(−γ)(f(c +
t(p − c)) − f(c)) does not decrease and starts from 0 (for γ < 1), so that f(p) < f(c) contradicts it.
"""

from ..extremal import Profile
from ..function_class import ByCurvature, FunctionClass

quasar_convex = FunctionClass(
    name="quasar_convex",
    title="Quasar-convex",
    inequality="dot(g(p), p - c) >= gamma*(f(p) - f(c))",
    pair=False,
    source="hinder2020near",
    constant="gamma",
    best="largest",
    signs=("gamma > 0", "gamma <= 1"),
    joined=("smooth",),
    extremal=(
        Profile(("L",)),
        Profile(("L", "0"), ("delta",)),
    ),
    aliases=("quasar",),
    by_curvature=ByCurvature(("1",), convex=True),
)
