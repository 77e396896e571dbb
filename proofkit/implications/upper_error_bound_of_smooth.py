"""A Lipschitz gradient that is 0 at c is at most L‖p − c‖."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    home = d.part(d.use(d["centered"], ["p"], inside), 0)
    pair = d.use(d["smooth"], ["p", "c(p)"], d.conj(inside, home))
    still = d.use(d["critical"], ["p"], inside)
    return d.rewrite_to(goal, d.combine("g(c(p)) == 0*p", still), "g(c(p))", "0*p", pair)


upper_error_bound_of_smooth = Implication(
    name="upper_error_bound_of_smooth",
    premises=("smooth(L)",),
    conclusion="upper_error_bound(L)",
    source="guille-escuret2022gradient",
    needs=("centered", "critical"),
    tight="f = (L/2)*|x|^2: equality everywhere",
    write=_write,
)
