"""The one question every certifier answers: the largest K with value − K·weight ≥ 0 on a set, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp
from sympy.polys.polyerrors import BasePolynomialError

from ..region import Point


class NotExact(Exception):
    """An exact method does not apply to this problem; the message says why. Internal: never reaches a user."""


class EmptySet(Exception):
    """No point satisfies the conditions of any case. Internal: callers say what that means for their question."""


@dataclass(frozen=True)
class Case:
    """On the points where `condition` holds, ask value − K·weight ≥ 0; a bound on K asks for weight ≥ 0 there."""

    condition: sp.Basic
    value: sp.Expr
    weight: sp.Expr


@dataclass(frozen=True)
class Problem:
    """The largest K for which every case holds.

    Args:
        variables: the coordinates.
        cases: the set, cut into pieces with one formula each.
        center: the point at which the weights may vanish, if any.
    """

    variables: tuple[sp.Symbol, ...]
    cases: tuple[Case, ...]
    center: Point | None = None


@dataclass(frozen=True)
class Outcome:
    """What one method found of a problem.

    Args:
        lower, upper: rationals around the best K; None for −∞ (lower) or +∞ (upper).
        empty: no point satisfies any condition: every K holds.
        impossible: no K holds, with `witness` a point where weight = 0 and value < 0, or where the ratio → −∞.
        near: a rational point whose ratio is close to the best K, if found.
        method: name for the certificate.
        boxes: sub-boxes visited.
        notes: what is open, in words.
        data: what a referee needs.
    """

    lower: Fraction | None
    upper: Fraction | None
    method: str
    empty: bool = False
    impossible: bool = False
    near: Point | None = None
    boxes: int = 0
    notes: str = ""
    data: dict[str, object] = field(default_factory=dict)


def polynomial(expression: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Poly:
    """Return an expression as a polynomial over Q.

    Raises:
        NotExact: it is not one.
    """
    try:
        return sp.Poly(expression, *variables, domain="QQ")
    except BasePolynomialError as error:
        raise NotExact(f"{expression} is not a polynomial with rational coefficients") from error
