"""Points of a region where the weight of a one-point class is negative: f is smaller there than at the centre, say."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..interval.line import segments_where
from ..interval.probe import search, spread
from ..interval.problem import Case, NotExact, Problem, polynomial
from ..interval.quadratic import is_sum_of_squares
from ..interval.sets import bounding_box
from ..region import Point, Region

AROUND = 8  #: half the width of the box about the centre that is searched when the region has no bounds


def negative_weight(problem: Problem, region: Region) -> Point | None:
    """Return a rational point of the region where a weight is negative; None if none was found.

    On the line with polynomial data one is found where there is one (an isolated irrational point apart).
    """
    cases = [case for case in problem.cases if not is_sum_of_squares(case.weight, problem.variables)]
    if not cases:
        return None
    try:
        return _on_the_line(cases, problem.variables)
    except NotExact:
        return _by_search(cases, problem, region)


def _on_the_line(cases: list[Case], variables: tuple[sp.Symbol, ...]) -> Point | None:
    if len(variables) > 1:
        raise NotExact("more than one variable")
    for case in cases:
        form = polynomial(case.weight, variables)
        for segment in segments_where(case.condition, variables[0], [form]):
            if segment.sign(form) < 0 and segment.sample is not None:
                return (segment.sample,)
    return None


def _by_search(cases: list[Case], problem: Problem, region: Region) -> Point | None:
    weights = tuple(Case(case.condition, case.weight, sp.Integer(1)) for case in cases)
    center = problem.center or (Fraction(0),) * len(problem.variables)
    sides = bounding_box(region) or tuple((c - AROUND, c + AROUND) for c in center)
    best = search(Problem(problem.variables, weights), spread(sides, 100, seed=0))
    return best.point if best.high is not None and best.high < 0 else None
