"""`derive`: from a class, a method and a measure to the factor of one step, proved, with its thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from .. import discovery
from ..errors import BadInput
from .answer import APPROACHED, ATTAINED, UPPER, PieceOfFactor, WorstCase
from .best import best_known
from .bounded import why_unbounded
from .candidates import Candidate, candidates
from .confirm import threshold_proof
from .gram import Gram
from .measure import parse_measure
from .parameter import PARAMETER
from .pieces import Piece, pieces
from .prove import proof_of, squares
from .samples import samples
from .search import Certificate
from .setting import Setting, classes_of
from .steps import Curve


def derive(function_class: str, method: str = "gradient_descent", measure: str = "distance") -> WorstCase:
    """Return what one step does at worst to a measure on a class, as an exact factor with a proof for each piece.

    Args:
        function_class: names of classes, separated by commas. A class that leaves the gradient unbounded is taken
            together with its usual companion (opsc with upper_error_bound, pl with smooth); the notes say so.
        method: a method without kept state.
        measure: "distance" (squared), "fgap", "gradnorm" (squared), or a mix such as "2*fgap + distance".
    Returns:
        The factor that multiplies the measure, piece by piece, each piece replayed by the kernel.
    Raises:
        UnknownName: no such class or method.
        BadInput: a measure that is none, or that the class cannot bound; the message says why.
        ProofRefused: a factor was found, but the kernel does not confirm it.
    """
    kinds, notes = classes_of(function_class)
    gram = Gram(Setting(kinds, discovery.load("method", method), parse_measure(measure)))
    points, found = samples(gram.setting), candidates(gram)
    proved = best_known(gram, found, points)
    if not proved:
        raise BadInput("measure", measure, why_unbounded(gram, points))
    parts = pieces(proved, points)
    covered = frozenset().union(*(entry.where for entry in proved))
    curve = Curve(parts, points)
    threshold = curve.threshold()
    return WorstCase(
        tuple(kind.name for kind in kinds),
        method,
        gram.setting.measure.name,
        "any",
        tuple(_answer(gram, part, index, found) for index, part in enumerate(parts, 1)),
        threshold,
        curve.below_one(),
        curve.best_step(),
        threshold_proof(gram, parts, threshold, curve.below_one()),
        (*notes, *_open(len(points) - len(covered), len(points))),
    )


def _open(count: int, total: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"open: no closed form was found for some constants and steps ({count} of {total} samples)",)


def _answer(gram: Gram, piece: Piece, index: int, found: Sequence[Candidate]) -> PieceOfFactor:
    name = f"{gram.setting.name}__{index}"
    sharpness, worst_case = _sharpness(gram, piece, found)
    return PieceOfFactor(
        _formula(piece),
        piece.conditions,
        {} if piece.parameter is None else {PARAMETER: piece.parameter.best},
        sharpness,
        worst_case,
        tuple(_weights(gram, proof) for proof in piece.certificates),
        tuple(_squares(gram, proof) for proof in piece.certificates),
        proof_of(gram, piece, name),
    )


def _formula(piece: Piece) -> sp.Expr:
    """The factor as an expression, at the best value of the parameter."""
    return sp.factor(piece.factor.as_expr()) if piece.parameter is None else piece.parameter.factor


def _sharpness(gram: Gram, piece: Piece, found: Sequence[Candidate]) -> tuple[str, str]:
    candidate = next((c for c in found if c.member and c.factor == piece.factor), None)
    if candidate is None:
        return UPPER, ""
    noise = f", with error {'+' if candidate.sign > 0 else '-'}delta*g(x)" if candidate.sign else ""
    return APPROACHED if candidate.extremal.approaches else ATTAINED, f"{candidate.extremal}{noise}"


def _weights(gram: Gram, proof: Certificate) -> dict[str, sp.Expr]:
    pairs = zip(proof.uses, proof.weights, strict=True)
    return {gram.uses[use].label: sp.factor(weight.as_expr()) for use, weight in pairs if weight}


def _squares(gram: Gram, proof: Certificate) -> tuple[tuple[sp.Expr, str], ...]:
    return tuple((sp.factor(weight.as_expr()), _vector(gram, row)) for weight, row in squares(proof.remainder))


def _vector(gram: Gram, row: Sequence[Any]) -> str:
    parts = (f"({sp.factor(p.as_expr())})*({base})" for p, base in zip(row, gram.setting.basis, strict=True) if p)
    return " + ".join(parts)
