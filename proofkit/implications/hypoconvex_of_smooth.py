"""On a convex region, ‖g(p) − g(r)‖ ≤ L‖p − r‖ implies f(p) ≥ f(r) + ⟨g(r), p − r⟩ − (L/2)‖p − r‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import gradient_turns_slowly


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    return d.combine(goal, gradient_turns_slowly(d, inside))


hypoconvex_of_smooth = Implication(
    name="hypoconvex_of_smooth",
    premises=("smooth(L)",),
    conclusion="hypoconvex(L)",
    source="nesterov2018lectures",
    needs=("convex_region", "gradient"),
    signs=("L > 0",),
    tight="f = -(L/2)*|x|^2: equality everywhere",
    write=_write,
)
