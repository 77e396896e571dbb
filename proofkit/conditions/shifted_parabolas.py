"""On the line f is (L/2)x² up to D − R, h + (m/2)(x − D)² from there to D + R, and (L/2)x² − 2LDR from there on.

L, m, D and R are constants of the landscape, and h = (L/2)(D − R)² − (m/2)R².
"""

from __future__ import annotations

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import to_sympy
from ..interval.line import segments_where
from ..interval.problem import NotExact, polynomial
from ..verdict import Verdict
from ._question import Clock, Question

ROLES = ("L", "m", "D", "R")


def shifted_parabolas(question: Question) -> Certificate:
    """Return HOLDS when f has these values everywhere; else REFUTED, with a point; UNDECIDED if not polynomial.

    Raises:
        BadInput: more than one variable, or one of the constants is missing.
    """
    clock, x, f = Clock.of("shifted_parabolas", question), question.need_line(), question.landscape
    missing = [role for role in ROLES if role not in f.constants]
    if missing:
        raise BadInput(f"constants of {f.name}", ", ".join(f.constants) or "none", f"{', '.join(missing)} too")
    try:
        for piece in f.pieces:
            for where, value in _parabolas(x, *(to_sympy(f.constants[role]) for role in ROLES)):
                gap = polynomial(piece.formula - value, [x])
                for segment in segments_where(sp.And(piece.condition, where), x, [gap]):
                    if segment.sign(gap) != 0:
                        at = None if segment.sample is None else (segment.sample,)
                        words = f"f is not {value} at {segment.low}"
                        return clock.certificate(Verdict.REFUTED, witness=at, method="sturm", open_=words)
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, open_=str(reason))
    return clock.certificate(Verdict.HOLDS, method="polynomial identity")


def _parabolas(x: sp.Symbol, L: sp.Expr, m: sp.Expr, D: sp.Expr, R: sp.Expr) -> list[tuple[sp.Basic, sp.Expr]]:
    h = L / 2 * (D - R) ** 2 - m / 2 * R**2
    left, inside, right = x <= D - R, sp.And(x > D - R, x < D + R), x >= D + R
    return [(left, L / 2 * x**2), (inside, h + m / 2 * (x - D) ** 2), (right, L / 2 * x**2 - 2 * L * D * R)]
