"""½‖g(p)‖² ≥ μ(f(p) − f(c)): the gradient bounds the gap (Polyak, Łojasiewicz).

With curvature from m > 0 on the segment from p to c: f(c) ≥ f(p) + ⟨g(p), c − p⟩ + (m/2)‖c − p‖² ≥ f(p) − ‖g(p)‖²/(2m).
On a function it is certified for minimisers c: where f(p) < f(c) the inequality would say nothing.
"""

from ..extremal import Profile
from ..function_class import ByCurvature, FunctionClass

pl = FunctionClass(
    name="pl",
    title="Polyak–Łojasiewicz",
    inequality="sq(g(p)) >= 2*mu*(f(p) - f(c))",
    pair=False,
    source="karimi2016linear",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    joined=("smooth",),
    extremal=(Profile(("L",)),),
    aliases=("polyak_lojasiewicz",),
    by_curvature=ByCurvature(("m",), convex=True),
)
