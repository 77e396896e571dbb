"""‖H(x)‖ ≤ L0 + L1‖g(x)‖ on a region, for a given L1: (L0, L1)-smoothness; the best constant is the least L0.

It is asked wherever f has a Hessian, of functions that are C¹ there. Source: Zhang, He, Sra, Jadbabaie, "Why gradient
clipping accelerates training", 2020.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import to_sympy
from ..interval.problem import Case, EmptySet, Problem
from ..interval.sets import bounding_box, condition_of
from ..verdict import Verdict
from ._classes import strict_interior
from ._domain import undefined
from ._joins import joins
from ._norm_of_hessian import bounded_by_slope
from ._question import Clock, Question, Scale
from ._settle import settle


def l0_l1_smooth(question: Question) -> Certificate:
    """Return two-sided bounds on the least L0 for the question's constant L1, or the verdict on a claimed L0."""
    clock, f, region = Clock.of("l0_l1_smooth", question), question.landscape, question.region
    slope = question.need_constant("L1")
    words = undefined(f, region)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    smooth = joins(f, region, bounding_box(region))
    if smooth.smooth is not True:
        return clock.certificate(Verdict.UNDECIDED, method="joins", open_=smooth.words)
    try:
        if f.dimension > 1:
            found = bounded_by_slope(clock, slope)
        else:
            found = settle(clock, _on_the_line(question, to_sympy(slope)), Scale(-1))
    except EmptySet:
        raise BadInput("region", str(region), "a region with points") from None
    return replace(found, data={**found.data, "L1": slope})


def _on_the_line(question: Question, L1: sp.Rational) -> Problem:
    """L0 ≥ ±f'' − L1·|f'|, with |f'| = ±f' where that is ≥ 0."""
    f, cases = question.landscape, []
    (x,), where = f.variables, condition_of(question.region, f.variables)
    for piece, up, bend in product(f.pieces, (1, -1), (1, -1)):
        slope, curvature = up * sp.diff(piece.formula, x), bend * sp.diff(piece.formula, x, 2)
        inside = sp.And(strict_interior(sp.And(piece.condition, where)), slope >= 0)
        cases.append(Case(inside, L1 * slope - curvature, sp.Integer(1)))
    return Problem(f.variables, tuple(cases))
