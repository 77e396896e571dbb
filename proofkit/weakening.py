"""Every class with one constant holds with any weaker constant too: an `Implication` for each, made from the class."""

from __future__ import annotations

from functools import cache

from . import discovery
from .derivation import Draft, Fact
from .function_class import FunctionClass
from .implication import Implication
from .known import LARGER

#: classes that need a gap f − f(c) ≥ 0 for it
GAPS = ("pl", "quasar_convex")
#: classes whose inequality bounds what its constant multiplies from below, once divided by it
DIVIDED = ("smooth_convex", "convex_upper_growth")


@cache
def weakening(name: str) -> Implication | None:
    """Return "class(k) implies class(k − s)" for s ≥ 0 (k + s where a smaller constant says more); None for others."""
    kind: FunctionClass = discovery.load("class", name)
    if len(kind.constants) != 1:
        return None
    constant = kind.constants[0]
    weaker = f"{constant} - s" if constant in LARGER else f"{constant} + s"
    signs = {"error_bound": (f"{constant} - s > 0",), "smooth": ("L > 0",), "upper_error_bound": ("L > 0",)}

    def write(d: Draft, inside: Fact, goal: str) -> Fact:
        return _written(d, inside, goal, kind)

    return Implication(
        name=f"weaker_{name}",
        premises=(f"{name}({constant})",),
        conclusion=f"{name}({weaker})",
        source="own",
        needs=("minimum",) if name in GAPS else (),
        signs=("s >= 0", *signs.get(name, ("L > 0",) if name in DIVIDED else ())),
        write=write,
    )


def _written(d: Draft, inside: Fact, goal: str, kind: FunctionClass) -> Fact:
    """The premise, and s times something that is at least 0."""
    known = d.use(d[kind.name], kind.points, inside)
    base = "p - r" if kind.pair else "p - c(p)"
    slope = "g(p) - g(r)" if kind.pair else "g(p)"
    facts = [d[label] for label in d.statement.hypotheses if label.startswith("sign")]
    lengths = [d.norm(base), *([d.norm(slope)] if kind.name in DIVIDED else [])]
    gap = [d.use(d["minimum"], ["p"], inside)] if "minimum" in d.statement.hypotheses else []
    target = d.formula(goal)
    if target[0] == "implies":
        return d.implies(target[1], lambda same: d.combine(target[2], d.use(known, [], same), *facts, *lengths))
    by = [d["sign2"]] if kind.name in DIVIDED else []
    return d.combine(goal, known, *facts, *lengths, *gap, degree=3, multiplier=by)
