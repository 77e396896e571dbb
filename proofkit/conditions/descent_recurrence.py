"""A theorem's recurrences are gradient descent on this function: polynomial identities, for every step at once.

Sequences `x(t)`, or coordinates `x(p)` of points that g moves, are matched with the function's variables by name: see
`_orbit.py`.
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import to_sympy
from ..interval.probe import spread
from ..interval.problem import NotExact, polynomial
from ..landscape import Landscape
from ..region import Point
from ..verdict import Verdict
from ._orbit import ETA, Orbit
from ._question import Clock, Question


def descent_recurrence(question: Question) -> Certificate:
    """Return HOLDS when every asked hypothesis is an identity once x(t+1) is the gradient step from x(t).

    REFUTED comes with a point from which some step is not the recurrence's; UNDECIDED when f is no single polynomial
    or a coordinate has no recurrence.

    Raises:
        BadInput: no hypotheses were given, one is not a recurrence, or it names what the function does not have.
    """
    clock, f, asked = Clock.of("descent_recurrence", question), question.landscape, question.need_asked()
    orbit = Orbit(f, asked)
    try:
        if len(f.pieces) > 1:
            raise NotExact("the function has several pieces")
        gaps = [gap for text in asked.hypotheses.values() for gap in _gaps(orbit, text)]
        wrong = next((gap for gap in gaps if not polynomial(gap, (*f.variables, ETA)).is_zero), None)
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, method="polynomial identity", open_=str(reason))
    if wrong is not None:
        words = "the recurrence is not the gradient step there"
        at = _witness(wrong, f)
        return clock.certificate(Verdict.REFUTED, witness=at, method="polynomial identity", open_=words)
    left = ", ".join(str(v) for v in f.variables if v not in orbit.stepped)
    words = f"no recurrence for {left}" if left else ""
    verdict = Verdict.UNDECIDED if left else Verdict.HOLDS
    return clock.certificate(verdict, method="polynomial identity", open_=words)


def _gaps(orbit: Orbit, text: str) -> list[sp.Expr]:
    """Return what must vanish for a hypothesis "forall(t, nat, … x(t+1) == …)" to hold."""
    formula = orbit.formula(text)
    equations = formula[1] if formula[0] == "and" else (formula,)
    if any(equation[0] != "eq" for equation in equations):
        raise BadInput("recurrence", text, "equations between x(t+1) and x(t), for all t")
    return [orbit.scalar(equation[1]) for equation in equations]


def _witness(gap: sp.Expr, f: Landscape) -> Point | None:
    """A point at which the gap does not vanish for every step."""
    points = spread(((Fraction(-4), Fraction(4)),) * f.dimension, 200, seed=0)
    values = ((p, dict(zip(f.variables, map(to_sympy, p), strict=True))) for p in points)
    return next((p for p, at in values if sp.expand(gap.xreplace(at)) != 0), None)
