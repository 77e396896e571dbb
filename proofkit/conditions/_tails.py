"""Subdivision of the whole line: a box about the centre c, and what lies beyond it, turned inward by x = c + 1/u."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from ..interval.boxes import Bounds, Search, minimise
from ..interval.exact import to_sympy
from ..interval.probe import Best
from ..interval.problem import Case, Problem
from ..interval.ratio import RatioBounds
from ..region import Point

REACH = 8  #: half the width of the box about the centre
LARGEST_LIFT = 24  #: value and weight are multiplied by an even power of u up to this


def turned_inward(problem: Problem, center: Fraction) -> Problem | None:
    """Return a problem on the line in u, with x = c + 1/u; None where value or weight grows too fast.

    Value and weight are multiplied by the same u^k, k even, so that no power of 1/u is left outside of functions:
    2/u + 3 sin(2/u) over 1/u becomes 2 + 3u·sin(2/u) over 1, which is enclosed on a neighbourhood of u = 0.
    """
    cases = [_turned(case, problem.variables[0], to_sympy(center)) for case in problem.cases]
    return None if None in cases else Problem(problem.variables, tuple(case for case in cases if case))


def _turned(case: Case, x: sp.Symbol, center: sp.Rational) -> Case | None:
    far = center + 1 / x
    for k in range(0, LARGEST_LIFT + 1, 2):
        value, weight = (sp.expand(part.subs(x, far) * x**k, power_exp=False) for part in (case.value, case.weight))
        if _has_no_poles(value, x) and _has_no_poles(weight, x):
            return Case(case.condition.subs(x, far), value, weight)
    return None


def _has_no_poles(expression: sp.Expr, x: sp.Symbol) -> bool:
    return all(term.as_coeff_exponent(x)[1] >= 0 for term in sp.Add.make_args(expression))


def on_the_whole_line(
    problem: Problem,
    bounds: Bounds,
    best: Best,
    offer: Callable[[Point], object],
    *,
    enough: Callable[[Fraction], Fraction],
    budget: float,
    goal: Fraction | None,
) -> Search:
    """Return a lower bound of an infimum over the line (see `minimise`), half the budget for either part."""
    (center,) = problem.center or (Fraction(0),)
    tail = turned_inward(problem, center)
    if tail is None:
        return Search(stopped="the region is unbounded: give a box")

    def offer_far(point: Point) -> object:
        return offer((center + 1 / point[0],)) if point[0] else None

    def run(part: Bounds, try_point: Callable[[Point], object], middle: Fraction, reach: Fraction) -> Search:
        sides = ((middle - reach, middle + reach),)
        return minimise(part, best, try_point, sides, enough=enough, budget=budget / 2, goal=goal)

    inner = run(bounds, offer, center, Fraction(REACH))
    outer = run(RatioBounds(tail), offer_far, Fraction(0), Fraction(1, REACH))
    return _both(inner, outer)


def _both(inner: Search, outer: Search) -> Search:
    parts: list[Any] = [part for part in (inner, outer) if not part.empty]
    lows = [part.lower for part in parts]
    return Search(
        None if None in lows else min(lows, default=None),
        inner.boxes + outer.boxes,
        not parts,
        inner.stopped or outer.stopped,
    )
