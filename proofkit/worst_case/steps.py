"""The step sizes that a factor singles out: where it reaches 1, and where it is least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import sympy as sp

from .families import coefficient_of
from .pieces import Piece
from .polynomials import factors, ratio
from .samples import Sample, holds

FAR = Fraction(10**4)
WITHIN = (Fraction(1, 9), Fraction(1, 2), Fraction(8, 9))  #: where a factor is looked at between two ends
SPREAD = ("1/1000000", "1/1000", "1/10", "1/4", "1/2", "3/4", "1", "5/4", "3/2", "7/4", "2", "5/2", "3", "5", "20")
ETA = sp.Symbol("eta")


class Curve:
    """A piecewise factor as a function of the step, at sample constants."""

    def __init__(self, pieces: Sequence[Piece], constants: Sequence[Sample]):
        self.pieces, self.constants = pieces, constants

    def at(self, constants: Sample, eta: Fraction) -> Fraction | None:
        """The factor at exact constants and step; None where no piece applies."""
        sample = {**constants, "eta": eta}
        place = self._place(sample)
        piece = None if place is None else self.pieces[place]
        if piece is not None and piece.parameter is not None:
            return number(piece.parameter.factor, sample)
        return None if piece is None else ratio(piece.factor, sample)

    def _place(self, sample: Sample) -> int | None:
        """The index of the first piece that applies."""
        return next((k for k, p in enumerate(self.pieces) if all(holds(text, sample) for text in p.conditions)), None)

    @property
    def _plain(self) -> list[Piece]:
        """The pieces without a parameter."""
        return [piece for piece in self.pieces if piece.parameter is None]

    @cached_property
    def _ends(self) -> list[sp.Expr]:
        """The steps, as formulas, at which some piece's factor is 1."""
        return list(dict.fromkeys(root for piece in self.pieces for root in roots(_of_one(piece))))

    def threshold(self) -> sp.Expr | None:
        """The step up to which the factor is at most 1: a formula, ∞ or 0; None where it is not one formula."""
        return self._chosen(self._ends, self._crossing)

    def beyond(self, threshold: sp.Expr | None) -> set[int | None]:
        """The indices of the pieces that hold right above a threshold, None for no piece."""
        steps = [
            (c, end) for c in self.constants if threshold is not None and (end := number(threshold, c)) is not None
        ]
        return {self._place({**c, "eta": end * Fraction(1001, 1000)}) for c, end in steps}

    def window(self) -> tuple[sp.Expr, sp.Expr] | None:
        """Where the factor is above 1 for small steps: between which it is below 1, as far as there are such steps."""
        found = [self._window(constants) for constants in self.constants]
        some = {pair for pair in found if pair is not None}
        if len(some) != 1:
            return None
        (pair,) = some
        low, high = ([number(end, constants) for constants in self.constants] for end in pair)
        empty = [a is None or b is None or a >= b for a, b in zip(low, high, strict=True)]
        return pair if empty == [one is None for one in found] else None

    def _window(self, constants: Sample) -> tuple[sp.Expr, sp.Expr] | None:
        values = sorted((v, str(e), e) for e in self._ends if (v := number(e, constants)) is not None)
        inside = []
        for (low, _, start), (high, _, end) in pairwise(values):
            found = [self.at(constants, low + (high - low) * share) for share in WITHIN] if low < high else [None]
            if all(factor is not None and factor < 1 for factor in found):
                inside.append((start, end))
        return inside[0] if len(inside) == 1 else None

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
        """The step with the least factor: an expression, ∞ where it only falls, or None where none was found."""
        polys = [piece.factor.diff(_generator(piece)).numer for piece in self._plain]
        polys += [(one.factor - two.factor).numer for one in self._plain for two in self._plain if one != two]
        turns = list(dict.fromkeys(root for poly in polys for root in roots(poly)))
        return self._chosen(turns, self._least)

    def why_none_is_best(self) -> str | None:
        """Return why no one step is best; None where that was not decided."""
        flat = [piece.factor for piece in self._plain if not piece.factor.diff(_generator(piece))]
        steps = [*map(Fraction, SPREAD), FAR]
        tables = [(c, [factor for s in steps if (factor := self.at(c, s)) is not None]) for c in self.constants]
        if any(all((ratio(one, c) or 0) <= min(found) for c, found in tables if found) for one in flat):
            return "the least factor is that of many steps"
        if all(len(found) == len(steps) and all(a < b for a, b in pairwise(found)) for _, found in tables):
            return "the factor grows with the step"
        return None

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
        """The one expression that every sample of the constants chooses, or the larger one of two."""
        chosen = [choose(constants, ends) for constants in self.constants]
        found = list(dict.fromkeys(chosen))
        if len(found) != 2 or None in found or sp.oo in found:
            return found[0] if len(found) == 1 else None
        larger = [max(found, key=lambda end: number(end, constants) or 0) for constants in self.constants]
        return sp.Max(*found) if larger == chosen else None


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
