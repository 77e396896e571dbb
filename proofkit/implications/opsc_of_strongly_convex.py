"""Strong convexity towards a centre where the gradient is 0."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    home = d.part(d.use(d["centered"], ["p"], inside), 0)
    pair = d.use(d["strongly_convex"], ["p", "c(p)"], d.conj(inside, home))
    still = d.use(d["critical"], ["p"], inside)
    return d.rewrite_to(goal, d.combine("g(c(p)) == 0*p", still), "g(c(p))", "0*p", pair)


opsc_of_strongly_convex = Implication(
    name="opsc_of_strongly_convex",
    premises=("strongly_convex(mu)",),
    conclusion="opsc(mu)",
    source="nesterov2018lectures",
    needs=("centered", "critical"),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
