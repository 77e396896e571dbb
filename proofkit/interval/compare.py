"""Exact signs of numbers, and inequalities in one unknown proved on whole intervals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from ..verdict import Verdict
from .tape import Tape


def sign(value: sp.Expr) -> int | None:
    """Return −1, 0 or 1, or None when ball arithmetic cannot tell (0 is only ever found exactly)."""
    if value.is_Rational:
        return int(sp.sign(value))
    enclosure = Tape([value], ()).run(())[0]
    return 1 if enclosure > 0 else -1 if enclosure < 0 else None


def holds(gap: sp.Expr, strict: bool) -> Verdict:
    """Return whether gap > 0 (or gap ≥ 0 when not strict), a number."""
    found = sign(gap)
    if found is None:
        return Verdict.UNDECIDED
    return Verdict.HOLDS if found > 0 or (found == 0 and not strict) else Verdict.REFUTED


def intervals_where(
    gaps: Sequence[sp.Expr], unknown: sp.Symbol, low: Fraction, high: Fraction, depth: int = 12
) -> list[tuple[Fraction, Fraction]]:
    """Return intervals inside [low, high], in order, on each of which every gap is proved > 0."""
    tape = Tape(list(gaps), (unknown,))
    found: list[tuple[Fraction, Fraction]] = []

    def visit(left: Fraction, right: Fraction, level: int) -> None:
        enclosures = tape.run(((left, right),))
        if all(e > 0 for e in enclosures):
            joined = found and found[-1][1] == left
            found[-1:] = [(found[-1][0], right)] if joined else [*found[-1:], (left, right)]
        elif level and not any(e < 0 for e in enclosures):
            middle = (left + right) / 2
            visit(left, middle, level - 1)
            visit(middle, right, level - 1)

    visit(low, high, depth)
    return found
