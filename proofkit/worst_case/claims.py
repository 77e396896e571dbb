"""A user's claim about one step: proved piece by piece, or refuted by an exact counterexample on a named function."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .. import discovery
from ..derivation import Derivation
from ..errors import BadInput, ProofRefused
from ..symbolic import parse_expression
from ..verdict import Verdict
from .answer import joined
from .candidates import Candidate, candidates
from .confirm import Comparison, scalars_only
from .coverage import coverage_proof
from .direct import direct_proof
from .gram import Gram
from .measure import parse_measure
from .pieces import Piece
from .polynomials import inequality, ratio, value
from .samples import Sample, holds, samples
from .setting import Setting, classes_of
from .solved import proof_of, solved

SMALL = 120  #: how many decimal digits below a bound on the step, or for the length delta, are looked at


@dataclass(frozen=True)
class Counterexample:
    """One step on one function, exactly.

    Args:
        function: on which it is taken, from distance 1 to the minimiser.
        constants: the values of the constants and the step (and of delta, for a family).
        factor: by which the step multiplies the measure.
        claimed: what was claimed at most.
    """

    function: str
    constants: Sample
    factor: Fraction
    claimed: Fraction

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        constants = {name: str(number) for name, number in self.constants.items()}
        return {
            "function": self.function,
            "constants": constants,
            "factor": str(self.factor),
            "claimed": str(self.claimed),
        }


@dataclass(frozen=True)
class Judgement:
    """What became of a claim.

    Args:
        claim: "factor <= … for …".
        verdict: HOLDS (proved by the kernel), REFUTED (by the counterexample) or UNDECIDED.
        counterexample: for REFUTED.
        derivations: for HOLDS: the claim itself; or the derived factor on each piece, that the pieces leave nothing out
            where the conditions hold, and that the claimed factor is at least the derived one.
    """

    claim: str
    verdict: Verdict
    counterexample: Counterexample | None = None
    derivations: tuple[Derivation, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The proof file, line by line."""
        return joined(self.derivations)

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "claim": self.claim,
            "verdict": self.verdict.value,
            "counterexample": self.counterexample.data if self.counterexample else None,
        }


def judge(function_class: str, method: str, measure: str, claimed: str, where: Sequence[str] = ()) -> Judgement:
    """Decide whether one step multiplies the measure by at most `claimed` wherever the conditions hold.

    Args:
        function_class: as for `derive`.
        method: as for `derive`.
        measure: as for `derive`.
        claimed: a rational expression in the constants and eta, such as "1 - eta*mu" (a threshold T is the claim of
            "1" where "eta < T").
        where: conditions such as "eta*L < 2", besides the signs of the constants.
    Raises:
        BadInput: an expression in other symbols, or a condition that is no inequality between two of them.
    """
    where = (where,) if isinstance(where, str) else where
    gram = Gram(Setting(classes_of(function_class)[0], discovery.load("method", method), parse_measure(measure)))
    words = f"factor <= {claimed}" + (f" for {' and '.join(where)}" if where else "")
    found, points = candidates(gram), samples(gram.setting)
    factor, conditions = _read(gram, claimed), [_condition(gram, condition, points) for condition in where]
    example = next(_counterexamples(gram, found, factor, conditions, points), None)
    if example is not None:
        return Judgement(words, Verdict.REFUTED, example)
    for proved in (_directly, _by_pieces):
        with suppress(ProofRefused):
            return Judgement(words, Verdict.HOLDS, derivations=proved(gram, factor, conditions, points))
    return Judgement(words, Verdict.UNDECIDED)


def _directly(gram: Gram, factor: Any, where: Sequence[_Bound], points: Sequence[Sample]) -> tuple[Derivation, ...]:
    inside = [point for point in points if all(bound.holds(point) for bound in where)]
    region = [(bound.gap, bound.sign) for bound in where]
    return (direct_proof(gram, factor, region, inside, f"{gram.setting.name}__claim"),)


def _by_pieces(gram: Gram, factor: Any, where: Sequence[_Bound], points: Sequence[Sample]) -> tuple[Derivation, ...]:
    """The derived factor on each piece, that the pieces leave nothing out, and that the claimed factor is no less."""
    entries, _ = solved(gram)
    pieces, given = [entry.piece for entry in entries], {f"where_{k}": bound.text for k, bound in enumerate(where, 1)}
    compared = _derivation(gram, pieces, factor, where, given)
    proofs = [proof_of(gram, entry, f"{gram.setting.name}__{index}") for index, entry in enumerate(entries, 1)]
    covered = coverage_proof(gram, list(zip(pieces, proofs, strict=True)), points, given)
    return (*proofs, *([covered] if covered else []), compared)


def _read(gram: Gram, claimed: str) -> Any:
    expression = parse_expression(claimed, list(gram.setting.scalars))
    try:
        return gram.element(expression)
    except ValueError:  # a root, pi
        raise BadInput("claim", claimed, f"a rational expression in {', '.join(gram.setting.scalars)}") from None


@dataclass(frozen=True)
class _Bound:
    """sign·gap > 0 (≥ 0) for a polynomial; `end` is the step at which it is 0, if it is linear in the step."""

    gap: Any
    sign: int
    strict: bool
    end: Any

    def holds(self, point: Sample) -> bool:
        found = self.sign * value(self.gap, point)
        return found > 0 or (found == 0 and not self.strict)

    @property
    def text(self) -> str:
        return inequality(self.gap, self.sign, self.strict)


def _condition(gram: Gram, words: str, points: Sequence[Sample]) -> _Bound:
    if len(re.findall("[<>]=?", words)) > 1:
        raise BadInput("condition", words, "one comparison, such as eta*L < 2")
    for relation, strict, swap in (("<=", False, False), (">=", False, True), ("<", True, False), (">", True, True)):
        left, found, right = words.partition(relation)
        if found:
            smaller, larger = (_read(gram, side.strip()) for side in ((right, left) if swap else (left, right)))
            gap = larger - smaller
            sign = _sign(gap.denom, points)
            if sign and gap:
                return _Bound(gap.numer, sign, strict, _end(gram, gap.numer))
            break
    raise BadInput("condition", words, "an inequality such as eta*L < 2, with denominators of one sign")


def _sign(poly: Any, points: Sequence[Sample]) -> int:
    """1 or -1 if a polynomial has that sign at all samples, else 0."""
    values = [value(poly, point) for point in points]
    return 1 if min(values) > 0 else -1 if max(values) < 0 else 0


def _end(gram: Gram, gap: Any) -> Any:
    ring = gap.ring
    place = [str(symbol) for symbol in ring.symbols].index("eta")
    if gap.degree(ring.gens[place]) != 1:
        return None
    parts = ({(*m[:place], 0, *m[place + 1 :]): c for m, c in gap.terms() if m[place] == k} for k in (1, 0))
    slope, constant = (gram.field(ring.from_dict(part)) for part in parts)
    return -constant / slope


def _counterexamples(
    gram: Gram, found: Sequence[Candidate], factor: Any, conditions: Sequence[_Bound], points: Sequence[Sample]
) -> Iterator[Counterexample]:
    members = [candidate for candidate in found if candidate.member]
    for point in _places(points, conditions):
        claimed = ratio(factor, point)
        if claimed is None or not _within(gram, point, conditions):
            continue
        for candidate in members:
            limit = ratio(candidate.factor, point)
            if limit is not None and limit > claimed:
                yield _exact(candidate, point, claimed)


def _places(points: Sequence[Sample], conditions: Sequence[_Bound]) -> Iterator[Sample]:
    """The samples, then steps closer and closer to the ends that the conditions set."""
    yield from points
    constants = dict.fromkeys(tuple((k, v) for k, v in point.items() if k != "eta") for point in points)
    for digits in range(1, SMALL):
        for bound in conditions:
            for setting in constants:
                end = None if bound.end is None else ratio(bound.end, {**dict(setting), "eta": Fraction(0)})
                for sign in (1, -1) if end else ():
                    yield {**dict(setting), "eta": (end or Fraction(0)) * (1 + Fraction(sign, 10**digits))}


def _within(gram: Gram, point: Sample, conditions: Sequence[_Bound]) -> bool:
    return all(bound.holds(point) for bound in conditions) and all(holds(sign, point) for sign in gram.setting.signs)


def _exact(candidate: Candidate, point: Sample, claimed: Fraction) -> Counterexample:
    """The step on a member of the family whose own factor is above the claim."""
    noise = f", with error {'+' if candidate.sign > 0 else '-'}delta*g(x)" if candidate.sign else ""
    for digits in range(1, 2 * SMALL):
        at = {**point, "delta_": Fraction(1, 10**digits)}
        own = ratio(candidate.exact, at)
        if own is not None and own > claimed:
            shown = {**point, "length": at["delta_"]} if "delta" in str(candidate.extremal) else point
            return Counterexample(f"{candidate.extremal}{noise}", shown, own, claimed)
    raise AssertionError("a family whose limit is above the claim has members above it")


def _derivation(
    gram: Gram, parts: Sequence[Piece], factor: Any, conditions: Sequence[_Bound], given: Mapping[str, str]
) -> Derivation:
    """On every piece's region, under the conditions: the derived factor is at most the claimed one."""
    compared = [part for piece in parts for part in _compared(piece, factor, conditions)]
    return scalars_only(gram, f"{gram.setting.name}__claim", given, compared)


def _compared(piece: Piece, factor: Any, conditions: Sequence[_Bound]) -> Iterator[Comparison]:
    """The claim on one piece, multiplied out, and that what it was multiplied by is positive."""
    where = tuple(point for point in piece.where if all(bound.holds(point) for bound in conditions))
    if piece.parameter is not None:
        raise ProofRefused("a factor with a root is not compared")
    gap = factor - piece.factor
    sign = _sign(gap.denom, where) if where else 1
    if not sign:
        raise ProofRefused("the sign of the claim's denominator is not known")
    yield Comparison(piece.conditions, gap.numer, sign, False, where)
    if not gap.denom.is_ground:
        yield Comparison(piece.conditions, gap.denom, sign, True, where)
