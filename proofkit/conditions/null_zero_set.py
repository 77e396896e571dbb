"""The points at which one of some polynomials vanishes are null: none of the polynomials is zero identically.

The zero set of a polynomial that is not 0 has Lebesgue measure 0 (Fubini, and finitely many roots on a line).
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.problem import NotExact, polynomial
from ..verdict import Verdict
from ._orbit import Orbit
from ._question import Clock, Question


def null_zero_set(question: Question) -> Certificate:
    """Return HOLDS when in every asked "measure_le(p, … == … or …, 0)" no equation holds identically, else REFUTED.

    Coordinate functions are matched with the variables by name, as in `descent_recurrence`.

    Raises:
        BadInput: no hypotheses were given, one is of another form, or it names what the function does not have.
    """
    clock, f, asked = Clock.of("null_zero_set", question), question.landscape, question.need_asked()
    orbit = Orbit(f, asked)
    try:
        forms = [form for text in asked.hypotheses.values() for form in _forms(orbit, text)]
        all_space = [form for form in forms if polynomial(form, f.variables).is_zero]
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, method="polynomial", open_=str(reason))
    if all_space:
        words = "the polynomial vanishes everywhere"
        origin = (question.landscape.dimension) * (0 * question.tolerance,)
        return clock.certificate(Verdict.REFUTED, witness=origin, method="polynomial", open_=words)
    return clock.certificate(Verdict.HOLDS, method="polynomial")


def _forms(orbit: Orbit, text: str) -> list[sp.Expr]:
    formula: Any = orbit.formula(text)
    equations: tuple[Any, ...] = ()
    if formula[0] == "measure" and not formula[2].terms:
        equations = formula[1][1] if formula[1][0] == "or" else (formula[1],)
    if not equations or any(equation[0] != "eq" for equation in equations):
        raise BadInput("null set", text, "measure_le(p, equations joined by or, 0)")
    return [orbit.scalar(equation[1]) for equation in equations]
