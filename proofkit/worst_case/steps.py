"""The step sizes that a factor singles out: where it reaches 1, and where it is least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp

from .families import coefficient_of
from .pieces import Piece
from .polynomials import factors, ratio
from .samples import Sample, holds

FAR = Fraction(10**4)
WITHIN = (Fraction(1, 9), Fraction(1, 2), Fraction(8, 9))  #: where a factor is looked at between two ends
ETA = sp.Symbol("eta")


class Curve:
    """A piecewise factor as a function of the step, at sample constants."""

    def __init__(self, pieces: Sequence[Piece], constants: Sequence[Sample]):
        self.pieces, self.constants = pieces, constants

    def at(self, constants: Sample, eta: Fraction) -> Fraction | None:
        """The factor at exact constants and step; None where no piece applies."""
        sample = {**constants, "eta": eta}
        piece = next((p for p in self.pieces if all(holds(text, sample) for text in p.conditions)), None)
        if piece is not None and piece.parameter is not None:
            return number(piece.parameter.factor, sample)
        return None if piece is None else ratio(piece.factor, sample)

    @property
    def _plain(self) -> list[Piece]:
        """The pieces without a parameter."""
        return [piece for piece in self.pieces if piece.parameter is None]

    def threshold(self) -> sp.Expr | None:
        """The step up to which the factor is at most 1: a formula, ∞ or 0; None where it is not one formula."""
        ends = list(dict.fromkeys(root for piece in self.pieces for root in roots(_of_one(piece))))
        return self._chosen([*ends, sp.oo, sp.Integer(0)], self._crossing)

    def _crossing(self, constants: Sample, ends: Sequence[sp.Expr]) -> sp.Expr | None:
        values = sorted((v, str(e), e) for e in ends if (v := number(e, constants)) is not None)
        reached = sp.Integer(0)
        edges = [Fraction(0), *(v for v, _, _ in values), FAR]
        for index, (left, right) in enumerate(pairwise(edges)):
            for share in WITHIN if right > left else ():
                found = self.at(constants, left + (right - left) * share)
                if found is None:
                    return None
                if found > 1:
                    return reached
            reached = values[index][2] if index < len(values) else sp.oo
        return reached

    def below_one(self) -> bool:
        """Whether the factor is below 1 for small steps."""
        found = [self.at(constants, Fraction(1, 1000)) for constants in self.constants]
        return all(factor is not None and factor < 1 for factor in found)

    def best_step(self) -> sp.Expr | None:
        """The step with the least factor: an expression, ∞ where it only falls, or None where no one step is best."""
        polys = [piece.factor.diff(_generator(piece)).numer for piece in self._plain]
        polys += [(one.factor - two.factor).numer for one in self._plain for two in self._plain if one != two]
        turns = list(dict.fromkeys(root for poly in polys for root in roots(poly)))
        return self._chosen([*turns, sp.oo], self._least)

    def _least(self, constants: Sample, turns: Sequence[sp.Expr]) -> sp.Expr | None:
        values = [(v, e) for e in turns if (v := number(e, constants)) is not None]
        found = [(factor, v, e) for v, e in values if (factor := self.at(constants, v)) is not None]
        far = self.at(constants, FAR)
        if far is not None and all(far < factor for factor, _, _ in found):
            return sp.oo if far < 1 else None
        if not found:
            return None
        factor, step, expression = min(found, key=lambda entry: entry[0])
        near = [self.at(constants, step * share) for share in (Fraction(999, 1000), Fraction(1001, 1000))]
        return expression if all(other is not None and other > factor for other in near) else None

    def _chosen(
        self, ends: Sequence[sp.Expr], choose: Callable[[Sample, Sequence[sp.Expr]], sp.Expr | None]
    ) -> sp.Expr | None:
        """The one expression that every sample of the constants chooses."""
        finite = [end for end in ends if end not in (sp.oo, 0)]
        chosen = [choose(constants, finite) for constants in self.constants]
        found = set(chosen)
        end = next((one for one in found if one in finite), None)
        if end is not None and found == {end, sp.Integer(0)}:  # and none where the formula is not positive
            positive = [number(end, constants) is not None for constants in self.constants]
            return sp.Max(0, end) if positive == [one != 0 for one in chosen] else None
        return found.pop() if len(found) == 1 else None


def _of_one(piece: Piece) -> Any:
    """A polynomial that is 0 where the factor is 1 (at the best free weight: where two roots in it meet)."""
    gap = (piece.factor - 1).numer
    if piece.parameter is None or gap.degree(gap.ring.gens[-1]) != 2:
        return gap if piece.parameter is None else gap.ring.zero
    square, mixed, constant = (coefficient_of(gap, gap.ring.gens[-1], power) for power in (2, 1, 0))
    return mixed**2 - 4 * square * constant


def _generator(piece: Piece) -> Any:
    field = piece.factor.field
    return field.gens[[str(s) for s in field.symbols].index("eta")]


def roots(poly: Any) -> Iterator[sp.Expr]:
    """Yield the roots in the step of the factors of degree 1 and 2, as formulas in the constants."""
    if not poly:
        return
    for factor, _ in factors(poly)[1]:
        expression = factor.as_expr()
        eta = next((s for s in expression.free_symbols if s.name == "eta"), None)
        if eta is not None and sp.degree(expression, eta) <= 2:
            yield from (root for root in sp.roots(sp.Poly(expression, eta)) if root != 0)


def number(expression: sp.Expr, constants: Sample) -> Fraction | None:
    """Return the value of a formula at sample constants if it is a positive number (a root is rounded), else None."""
    values = {
        s: sp.Rational(constants[s.name].numerator, constants[s.name].denominator) for s in expression.free_symbols
    }
    found = expression.subs(values)
    if not found.is_real or not found > 0:
        return None
    exact = found if found.is_Rational else sp.Rational(str(sp.N(found, 30)))
    return Fraction(int(exact.p), int(exact.q))
