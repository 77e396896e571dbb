"""½‖g(p)‖² ≥ μ(f(p) − f(c)): the gradient bounds the gap (Polyak, Łojasiewicz)."""

from ..extremal import Profile
from ..function_class import FunctionClass

pl = FunctionClass(
    name="pl",
    title="Polyak–Łojasiewicz",
    inequality="sq(g(p)) >= 2*mu*(f(p) - f(c))",
    pair=False,
    source="karimi2016linear",
    signs=("mu > 0",),
    joined=("smooth",),
    extremal=(Profile(("L",)),),
    aliases=("polyak_lojasiewicz",),
)
