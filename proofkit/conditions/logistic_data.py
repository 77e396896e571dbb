"""f is the logistic loss Σ c_i log(1 + exp(−⟨z_i, w⟩)) of data with ‖z_i‖ ≤ 1, Σ c_i = 1, and ⟨z_i, e⟩ ≥ γ.

Write σ_i = 1/(1 + exp⟨z_i, w⟩) and G = Σ c_i σ_i, the gradient potential. Then f is convex and positive, and
- g = −Σ c_i σ_i z_i, so ⟨g, e⟩ ≤ −γG, and ‖g‖ ≤ G ≤ 1 gives ‖g‖² ≤ G;
- f((τ/γ)e) ≤ log(1 + exp(−τ)) ≤ exp(−τ) ≤ E, for τ ≥ 0;
- ηf(w) ≤ 1/2 implies f(w − ηg(w)) ≤ f(w): σ ≤ log(1 + exp(−m)) gives ηG ≤ ηf ≤ 1/2; on the segment the margins move
  by at most η‖g‖ ≤ 1/2 and σ(m − δ) ≤ exp(|δ|)σ(m), so the Hessian is at most exp(1/2)G, and the step changes f by at
  most −η‖g‖²(1 − ηG exp(1/2)/2), where ηG exp(1/2)/2 ≤ exp(1/2)/4 < 1.
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import ends, to_sympy
from ..interval.tape import Tape
from ..landscape import Landscape
from ..verdict import Verdict
from ._question import Clock, Question

ROLES = ("gamma", "tau", "E")
Sample = tuple[sp.Rational, sp.Matrix]  # weight and z


def logistic_data(question: Question) -> Certificate:
    """Return HOLDS when all this is certain, about e = the centre; REFUTED when e, γ or E does not fit the data.

    Raises:
        BadInput: one of the constants gamma, tau and E is missing, or no direction was given.
    """
    clock, f = Clock.of("logistic_data", question), question.landscape
    missing = [role for role in ROLES if role not in f.constants]
    if missing:
        given = ", ".join(f.constants) or "none"
        raise BadInput(f"constants of {f.name}", given, f"{', '.join(missing)} too")
    gamma, tau, tail = (to_sympy(f.constants[role]) for role in ROLES)
    direction = sp.Matrix([to_sympy(c) for c in question.need_center()])
    samples = _samples(f)
    if samples is None or sum(c for c, _ in samples) != 1 or any(z.dot(z) > 1 for _, z in samples):
        words = "not read as the logistic loss of samples of norm at most 1, with weights of sum 1"
        return clock.certificate(Verdict.UNDECIDED, method="identity", open_=words)
    faults = {
        "the direction is no unit vector": direction.dot(direction) != 1,
        "gamma is no margin of the data": gamma <= 0 or any(z.dot(direction) < gamma for _, z in samples),
        "tau is negative": tau < 0,
        "E is less than exp(-tau)": _lower_end(tail - sp.exp(-tau)) < 0,
    }
    found = ", ".join(words for words, wrong in faults.items() if wrong)
    return clock.certificate(Verdict.REFUTED if found else Verdict.HOLDS, method="identity", open_=found)


def _samples(f: Landscape) -> list[Sample] | None:
    """Read weights and samples off the formula; None if it is anything but a logistic loss."""
    found = [_sample(term, f.variables) for term in sp.Add.make_args(sp.expand_mul(f.formula))]
    return [s for s in found if s] if all(found) else None


def _sample(term: sp.Expr, variables: tuple[sp.Symbol, ...]) -> Sample | None:
    weight, loss = term.as_coeff_Mul()
    if not (isinstance(loss, sp.log) and weight.is_Rational and weight > 0):
        return None
    power = loss.args[0] - 1
    margin = -power.args[0] if isinstance(power, sp.exp) else sp.Integer(0)
    z = sp.Matrix([margin.coeff(v) for v in variables])
    linear = all(x.is_Rational for x in z) and sp.expand(margin - z.dot(sp.Matrix(variables))) is sp.S.Zero
    return (weight, z) if linear and isinstance(power, sp.exp) else None


def _lower_end(number: sp.Expr) -> Fraction:
    side = ends(Tape([number], []).run(())[0])
    assert side is not None  # a rational minus an exponential
    return side[0]
