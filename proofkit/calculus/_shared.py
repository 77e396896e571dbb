"""What several operations use: rules that change nothing, bounds on sums of gradients, and the counterexample."""

from __future__ import annotations

from ..derivation import Draft, Fact
from ..discovery import load, names
from ..operation import Counterexample, Rule

#: f satisfies PL(1/102) and has 0 as its only minimiser, but its gradient points away from 0 at the point
VALLEY = Counterexample(
    first="x**2/2 + 5*(y + 10*x/(1 + x**2))**2/2",
    second="(x**2 + y**2)/2",
    minimiser=("0", "0"),
    point=("2", "-10/3"),
    words="f = x^2/2 + (5/2)*(y + 10*x/(1 + x^2))^2 satisfies PL(1/102), so the error bound too, with one minimiser, 0;"
    " f + (x^2 + y^2)/2 has gradient 0 at (2, -10/3) too, where it is larger than at 0",
)


def unchanged() -> tuple[Rule, ...]:
    """Every class, with the same constants."""
    kinds = [load("class", name) for name in names("class")]
    texts = [f"{kind.name}({', '.join(kind.constants)})" if kind.constants else kind.name for kind in kinds]
    return tuple(Rule(premises=(text,), conclusion=text) for text in texts)


def sum_is_short(d: Draft, u: str, v: str, bounds: tuple[str, str], facts: tuple[Fact, Fact], base: str) -> Fact:
    """‖u + v‖² ≤ (a + b)²‖x‖², from ‖u‖² ≤ a²‖x‖² and ‖v‖² ≤ b²‖x‖² with a, b > 0 (signs 1 and 2)."""
    a, b = bounds
    d.local(root="scalar")

    def with_root(found: Fact) -> Fact:
        sign, square = d.parts(found)
        first = d.combine(f"sq({u}) <= ({a}*root)**2", facts[0], square, eq_times=[f"{a}**2"])
        second = d.combine(f"sq({v}) <= ({b}*root)**2", facts[1], square, eq_times=[f"{b}**2"])
        signs = d.combine(f"{a}*root >= 0", d["sign1"], sign), d.combine(f"{b}*root >= 0", d["sign2"], sign)
        roles = {"u": u, "v": v, "a": f"{a}*root", "b": f"{b}*root"}
        found_ = d.cite("triangle_inequality", roles, first, second, *signs)
        return d.combine(f"sq({u} + {v}) <= ({a} + {b})**2*sq({base})", found_, square, eq_times=[f"({a} + {b})**2"])

    return d.solve(d.norm(base), "root", with_root)
