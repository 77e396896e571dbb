"""Preconditioned descent on a quadratic converges exactly for the steps below 2/s, s the preconditioned sharpness."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold
from theorems import _quadratic_threshold as shared

NAME = "preconditioned_descent_threshold"
INSIDE, OUTSIDE = "eta*s < 2", "eta*s >= 2"
LAW = "forall(t, nat, {x}(t+1) == {x}(t) - eta*P(g({x}(t))))"
BASIS = {
    **shared.BASIS,
    "eigenvectors": "forall(i, nat, forall(p, vector, dot(P(g(p)), e(i)) == kappa(i)*dot(p - x_star, e(i))))",
    "eigenvalues": "forall(i, nat, kappa(i) > 0 and kappa(i) <= s)",
    "largest": "kappa(0) == s",
}


def _write(d: Draft) -> Fact:
    """It is gradient descent for the field P∘g, whose eigenvectors need not be orthonormal."""
    same = {name: name for name in ("x_star", "e", "kappa", "S", "n", "x", "z", "eta")}
    given = {**same, "g": "lambda p: P(g(p))", "L": "s"}
    return d.cite("gradient_descent_on_quadratic", given, *(d[label] for label in d.statement.hypotheses))


preconditioned_descent_threshold = Theorem(
    title="Preconditioned gradient descent on quadratics: stable exactly for eta*s < 2",
    statement=Statement(
        NAME,
        "any",
        {**shared.SYMBOLS, "P": "vector -> vector", "s": "scalar", "eta": "scalar"},
        {
            **BASIS,
            "orbit": LAW.format(x="x"),
            "other_orbit": LAW.format(x="z"),
            "start": "z(0) == x_star + e(0)",
            "step": "eta > 0",
        },
        f"implies({INSIDE}, {shared.LIMIT.format('x')}) and implies({OUTSIDE}, not {shared.LIMIT.format('z')})",
    ),
    write=_write,
    source="cohen2022adaptive",
    witnesses=(("quadratic", {}),),
    conditions=(Condition("eigenbasis", "", "x_star", discharges=("nonzero", "basis")),),
    thresholds=(
        Threshold(
            name="stability",
            theorem=NAME,
            symbol="eta",
            conditions=(INSIDE,),
            positive=("eta", "s"),
            tag="sharp",
            failure="an orbit along the sharpest preconditioned direction does not converge",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=("eigenvectors", "eigenvalues", "largest", "sum_0", "sum_next", "orbit", "other_orbit", "start"),
    example_step="1/L",
    example_parameters={"s": Fraction(3)},
    outcome="preconditioned descent converges to x_star from everywhere exactly if eta*s < 2, s the largest eigenvalue"
    " of P*H",
    remarks="P is symmetric and positive definite, H the Hessian; s is the largest eigenvalue of P*H, which is that of"
    " the symmetric P^(1/2)*H*P^(1/2), and the e(i), long enough, are P^(-1/2) times the eigenvectors of the latter."
    " A certificate sees H alone: that P is so, and that s is that eigenvalue, is how P and s are meant.",
)
