"""½‖g‖² ≥ μ(f − f(c)) on a sublevel set implies ‖g‖ ≥ μ‖p − c‖, c the nearest minimiser."""

from ..derivation import Draft, Fact
from ..implication import Implication, cited


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """‖g‖² ≥ 2μ(f − f(c)) ≥ μ²‖p − c‖²."""
    growth = cited(d, "quadratic_growth_of_pl")
    return d.combine(goal, d.use(d["pl"], ["p"], inside), d.use(growth, ["p"], inside), d["sign1"])


error_bound_of_pl = Implication(
    name="error_bound_of_pl",
    premises=("pl(mu)",),
    conclusion="error_bound(mu)",
    source="karimi2016linear",
    needs=("sublevel", "nearest", "gradient_on_space"),
    signs=("mu > 0",),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
