"""g(x) = αx + β sin(ωx), with α ≥ κβω e^(−l) and y sin y ≥ −κy² for all y: what smoothed_one_point_convexity asks.

α, β, ω, κ and l are constants of the landscape. The average of g over x + √v·Z, Z standard Gaussian, is then
αx + βE sin(ωx) with E = exp(−ω²v/2), since the average of exp(iωx + iω√v·Z) is exp(iωx)·exp(−ω²v/2).
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import ends, to_sympy
from ..interval.tape import Tape
from ..verdict import Verdict
from ._question import Clock, Question

ROLES = ("alpha", "beta", "omega", "kappa", "l")
POSITIVE_SINE = Fraction(3)  # below π: there sin y ≥ 0
NARROWEST = Fraction(1, 10**6)


def sine_gradient(question: Question) -> Certificate:
    """Return HOLDS when all three facts are certain; REFUTED when the gradient is another or κ or l is too small.

    Raises:
        BadInput: more than one variable, or one of the constants is missing.
    """
    clock, x = Clock.of("sine_gradient", question), question.need_line()
    missing = [role for role in ROLES if role not in question.landscape.constants]
    if missing:
        given = ", ".join(question.landscape.constants) or "none"
        raise BadInput(f"constants of {question.landscape.name}", given, f"{', '.join(missing)} too")
    alpha, beta, omega, kappa, level = (to_sympy(question.landscape.constants[role]) for role in ROLES)
    same = sp.expand(question.landscape.gradient[0] - alpha * x - beta * sp.sin(omega * x)) is sp.S.Zero
    if not same:
        words = "the gradient is not written alpha*x + beta*sin(omega*x)"
        return clock.certificate(Verdict.UNDECIDED, method="identity", open_=words)
    found = [_sign(alpha - kappa * beta * omega * sp.exp(-level)), _covers_the_sine(kappa)]
    faults = zip(("l is too small", "kappa is too small"), found, strict=True)
    open_ = ", ".join(fault for fault, fine in faults if fine is not True)
    verdict = Verdict.REFUTED if False in found else Verdict.UNDECIDED if None in found else Verdict.HOLDS
    return clock.certificate(verdict, method="enclosure", open_=open_)


def _sign(expression: sp.Expr) -> bool | None:
    """Return whether a number is at least 0; None when its enclosure does not tell."""
    low, high = _enclosed(Tape([expression], []))
    return True if low >= 0 else False if high < 0 else None


def _covers_the_sine(kappa: sp.Rational) -> bool | None:
    """Return whether sin y ≥ −κy for all y ≥ 0 (and so y sin y ≥ −κy² for all y): trivial from y = 1/κ on."""
    if kappa <= 0:
        return False
    y = sp.Symbol("y", real=True)
    gap = Tape([sp.sin(y) + kappa * y], [y])
    boxes = [(POSITIVE_SINE, max(POSITIVE_SINE, Fraction(int(kappa.q), int(kappa.p))))]
    while boxes:
        low, high = boxes.pop()
        if _enclosed(gap, (low, high))[0] >= 0:
            continue
        middle = (low + high) / 2
        if _enclosed(gap, (middle, middle))[1] < 0:
            return False
        if high - low < NARROWEST:
            return None
        boxes += [(low, middle), (middle, high)]
    return True


def _enclosed(tape: Tape, *box: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction]:
    found = ends(tape.run(box)[0])
    assert found is not None  # entire functions on bounded sets
    return found
