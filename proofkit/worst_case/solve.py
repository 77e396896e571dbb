"""`derive`: from a class, a method and a measure to the factor of one step, proved, with its thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from .. import discovery
from ..derivation import Derivation
from ..errors import BadInput, ProofRefused, Undecided
from ..function_class import FunctionClass
from .answer import APPROACHED, ATTAINED, UPPER, PieceOfFactor, WorstCase
from .bounded import why_unbounded
from .candidates import Candidate, candidates
from .confirm import threshold_proof
from .coverage import coverage_proof
from .gram import Gram
from .iterate import n_steps
from .line import line_notes, on_the_line
from .measure import parse_measure
from .momentum import LYAPUNOV, derive_lyapunov
from .one_square import worst_in_plane
from .parameter import PARAMETER
from .pieces import Piece
from .polynomials import combination, factors, value
from .prove import squares
from .sampled import METHOD as SAMPLED
from .sampled import derive_sampled
from .samples import Sample, constants, holds, samples
from .search import Certificate
from .setting import Setting, classes_of
from .setting_at import written
from .solved import Solved, proof_of, solved
from .steps import Curve


def derive(
    function_class: str,
    method: str = "gradient_descent",
    measure: str = "distance",
    *,
    dimension: int | None = None,
    all_steps: bool = False,
) -> WorstCase:
    """Return what one step does at worst to a measure on a class, as an exact factor with a proof for each piece.

    Args:
        function_class: names of classes, separated by commas. A class that leaves the gradient unbounded is taken
            together with its usual companion (opsc with upper_error_bound, pl with smooth); the notes say so.
        method: one without kept state, except for "lyapunov".
        measure: "distance" (squared), "fgap", "gradnorm" (squared), or a mix such as "2*fgap + distance"; for a
            method with kept state on "quadratic": "lyapunov".
        dimension: 1 for functions on the line; None for every dimension.
        all_steps: whether to prove, too, that n steps multiply the measure by at most the n-th power, for all n.
    Returns:
        The factor that multiplies the measure, piece by piece, each piece replayed by the kernel.
    Raises:
        UnknownName: no such class or method.
        BadInput: a measure that is none, or that the class cannot bound; the message says why.
        Undecided: no factor was found, and no reason why there is none.
    """
    if dimension not in (None, 1):
        raise BadInput("dimension", dimension, "1, or nothing for every dimension")
    if dimension and all_steps:
        raise BadInput("dimension", dimension, "no dimension, for all steps")
    if all_steps and (measure.strip() == LYAPUNOV or method == SAMPLED):
        expected = "distance, fgap or gradnorm of a method without state or noise"
        raise BadInput("all steps", f"{measure} of {method}", expected)
    if measure.strip() == LYAPUNOV:
        return derive_lyapunov(function_class, method, dimension)
    if method == SAMPLED:
        return derive_sampled(function_class, measure, dimension)
    kinds, notes = classes_of(function_class)
    gram = Gram(Setting(kinds, discovery.load("method", method), parse_measure(measure)))
    points, found = samples(gram.setting), candidates(gram)
    entries, _ = solved(gram)
    if not entries:
        reason = why_unbounded(gram, points)
        if reason is None:
            raise Undecided(f"no formula was found for {measure}, nor why there is none; {_at(gram)}")
        raise BadInput("measure", measure, reason)
    proofs = _proofs(gram, entries)
    proved = [(entry, proofs[index]) for index, entry in enumerate(entries, 1) if index in proofs]
    left, nothing_left_out = _left(gram, proved, points)
    if nothing_left_out is None and any(entry.piece.limits for entry, _ in proved):
        # that a free weight has a value wherever its piece is said to hold is part of that proof
        proved = [(entry, proof) for entry, proof in proved if not entry.piece.limits]
        left, nothing_left_out = _left(gram, proved, points)
    if not proved:
        raise Undecided(f"a factor was found for {measure}, but the kernel does not confirm it; {_at(gram)}")
    parts = [entry.piece for entry, _ in proved]
    curve = Curve(parts, constants(gram.setting))
    threshold, contracts = curve.threshold(), curve.below_one()
    answers = tuple(_answer(gram, entry, proof, found, all_steps) for entry, proof in proved)
    covered = not left and (nothing_left_out or any(not part.conditions and not part.parameter for part in parts))
    answer = WorstCase(
        tuple(kind.name for kind in kinds),
        method,
        gram.setting.measure.name,
        "any",
        answers,
        threshold,
        contracts,
        curve.best_step(),
        threshold_proof(gram, parts, threshold, contracts) if covered else None,
        (*notes, _assumed(gram), *_unused(kinds, answers), *_open(left, len(points)), *_rates(kinds, method)),
        nothing_left_out,
        all(place is not None and answers[place].sharpness != UPPER for place in curve.beyond(threshold)),
        curve.window() if threshold == 0 else None,
        curve.why_none_is_best() or "",
    )
    if dimension is None:
        return replace(answer, notes=(*answer.notes, *line_notes(answer)))
    return on_the_line(answer, kinds, lambda: derive("smooth_strongly_convex"))


def _proofs(gram: Gram, entries: Sequence[Solved]) -> dict[int, Derivation]:
    """The proofs of the pieces, by their numbers; a piece that the kernel does not confirm has none and stays open."""
    found = {}
    for index, entry in enumerate(entries, 1):
        with suppress(ProofRefused):
            found[index] = proof_of(gram, entry, f"{gram.setting.name}__{index}")
    return found


def _left(
    gram: Gram, proved: Sequence[tuple[Solved, Derivation]], points: Sequence[Sample]
) -> tuple[list[Sample], Derivation | None]:
    """The samples in no piece; where there are none, the proof that nothing is left out, if there is and needs one."""
    left = [point for point in points if not any(_inside(entry.piece, point) for entry, _ in proved)]
    with suppress(ProofRefused):
        pieces = [(entry.piece, proof) for entry, proof in proved]
        return left, None if left else coverage_proof(gram, pieces, points, {})
    return left, None


def _at(gram: Gram) -> str:
    """What to do instead, with numbers of the user's choice in the place of these."""
    numbers = written({**samples(gram.setting)[0], "eta": Fraction(1)})
    return f'ask for a proved bound at numbers, if there is one: --at "{numbers}"'


def _assumed(gram: Gram) -> str:
    return f"assumed of the constants: {', '.join(gram.setting.signs)}"


def _inside(piece: Piece, point: Sample) -> bool:
    return all(holds(text, point) for text in piece.conditions)


def _open(left: Sequence[Sample], total: int) -> tuple[str, ...]:
    """How many samples are in no piece, and between which steps they are, in units of 1/L where there is an L."""
    if not left:
        return ()
    unit = "L*eta" if "L" in left[0] else "eta"
    steps = [point["eta"] * point.get("L", 1) for point in left]
    where = f"{len(left)} of {total} samples, all with {min(steps)} <= {unit} <= {max(steps)}"
    return (f"open: no closed form was found for some constants and steps ({where})",)


def _unused(kinds: Sequence[FunctionClass], answers: Sequence[PieceOfFactor]) -> Iterator[str]:
    """What an upper bound leaves unused of the classes."""
    for index, piece in enumerate(answers, 1):
        names = [kind.name for kind in kinds if kind.name not in piece.derivation.statement.hypotheses]
        if piece.sharpness == UPPER and names:
            yield f"piece {index} is an upper bound that does not use {' or '.join(names)}: with it less may be true"


def _rates(kinds: Sequence[FunctionClass], method: str) -> tuple[str, ...]:
    if method != "gradient_descent" or len(kinds) > 1:
        return ()
    return tuple(f"for all n: theorem {name}" for name in kinds[0].rates)


def _answer(gram: Gram, entry: Solved, proof: Derivation, found: Sequence[Candidate], all_steps: bool) -> PieceOfFactor:
    piece = entry.piece
    sharpness, worst_case = _sharpness(gram, piece, found)
    used = [(part, weights) for part, same in entry.parts for weights in same.certificates]
    return PieceOfFactor(
        _formula(piece),
        piece.conditions,
        {} if piece.parameter is None else {PARAMETER: piece.parameter.best},
        sharpness,
        worst_case,
        tuple(_weights(part, weights) for part, weights in used),
        tuple(_squares(part, weights) for part, weights in used),
        proof,
        n_steps(gram, entry, f"{proof.statement.name}__n_steps") if all_steps else None,
    )


def _formula(piece: Piece) -> sp.Expr:
    """The factor as an expression, at the best value of the parameter; its factors are positive on the region."""
    if piece.parameter is not None:
        return piece.parameter.factor
    return _product(piece.numerator, piece.where[0]) / _product(piece.denominator, piece.where[0])


def _product(poly: Any, point: Sample) -> sp.Expr:
    content, found = factors(poly)
    parts = [sp.Rational(content.numerator, content.denominator)]
    for irreducible, power in found:
        turned = power % 2 and value(irreducible, point) < 0
        parts += [sp.Integer(-1)] * turned + [(-irreducible if turned else irreducible).as_expr() ** power]
    return sp.Mul(*parts)


def _sharpness(gram: Gram, piece: Piece, found: Sequence[Candidate]) -> tuple[str, str]:
    candidate = next((c for c in found if c.member and c.factor == piece.factor), None)
    if candidate is None:
        plane = worst_in_plane(gram, piece.factor) if piece.parameter else ""
        return (APPROACHED, plane) if plane else (UPPER, "")
    noise = f", with error {'+' if candidate.sign > 0 else '-'}delta*g(x)" if candidate.sign else ""
    return APPROACHED if candidate.extremal.approaches else ATTAINED, f"{candidate.extremal}{noise}"


def _weights(gram: Gram, proof: Certificate) -> dict[str, sp.Expr]:
    pairs = zip(proof.uses, proof.weights, strict=True)
    return {gram.uses[use].label: sp.factor(weight.as_expr()) for use, weight in pairs if weight}


def _squares(gram: Gram, proof: Certificate) -> tuple[tuple[sp.Expr, str], ...]:
    basis = gram.setting.basis
    found = squares(proof.remainder)
    return tuple((sp.factor(weight.as_expr()), combination(row, basis)) for weight, row in found)
