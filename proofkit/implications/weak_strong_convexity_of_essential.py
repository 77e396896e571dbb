"""Essential strong convexity at r = c(p) is weak strong convexity, with the same constant."""

from ..derivation import Draft, Fact
from ..implication import Implication


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """c(p) has the nearest minimiser c(p), as p has."""
    home, same = d.parts(d.use(d["centered"], ["p"], inside))
    pair = d.use(
        d["essential_strong_convexity"], ["p", "c(p)"], d.conj(inside, home), d.combine("c(p) == c(c(p))", same)
    )
    return d.combine(goal, pair)


weak_strong_convexity_of_essential = Implication(
    name="weak_strong_convexity_of_essential",
    premises=("essential_strong_convexity(mu)",),
    conclusion="weak_strong_convexity(mu)",
    source="karimi2016linear",
    needs=("centered",),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
