"""A user's claim about one step: proved piece by piece, or refuted by an exact counterexample on a named function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .. import discovery
from ..derivation import Derivation
from ..errors import ProofRefused
from ..verdict import Verdict
from .answer import joined
from .candidates import candidates
from .conditions import Condition, expression_of, parse_condition
from .confirm import Comparison, scalars_only
from .coverage import coverage_proof
from .direct import direct_proof
from .gram import Gram
from .measure import parse_measure
from .pieces import Piece
from .polynomials import value
from .refute import Counterexample, counterexamples
from .samples import Sample, in_all_units, samples
from .setting import Setting, classes_of
from .solved import proof_of, solved


@dataclass(frozen=True)
class Judgement:
    """What became of a claim.

    Args:
        claim: "factor <= … for …".
        verdict: HOLDS (proved by the kernel), REFUTED (by the counterexample) or UNDECIDED.
        counterexample: for REFUTED.
        derivations: for HOLDS: the claim itself; or the derived factor on each piece, that the pieces leave nothing out
            where the conditions hold, and that the claimed factor is at least the derived one; also the sign of what
            a condition was multiplied by.
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
    def conditions(self) -> tuple[str, ...]:
        """For HOLDS: the claim's conditions, as the kernel has them; those that the proof does not use are left out."""
        found = [d.statement for d in self.derivations if d.statement.name.endswith(("__claim", "__coverage"))]
        given = (pair for statement in found for pair in statement.hypotheses.items())
        return tuple(dict.fromkeys(text for label, text in given if label.startswith(("where_", "region_"))))

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "claim": self.claim,
            "verdict": self.verdict.value,
            "conditions": list(self.conditions),
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
        BadInput: an expression in other symbols, or a condition that is no inequality between two of them, or that has
            a denominator which the kernel does not know to have one sign.
    """
    where = (where,) if isinstance(where, str) else where
    gram = Gram(Setting(classes_of(function_class)[0], discovery.load("method", method), parse_measure(measure)))
    words = f"factor <= {claimed}" + (f" for {' and '.join(where)}" if where else "")
    found, points = candidates(gram), samples(gram.setting)
    factor = expression_of(gram, claimed, "claim")
    conditions = [parse_condition(gram, condition, points) for condition in where]
    example = next(counterexamples(gram, found, factor, conditions, points), None)
    if example is not None:
        return Judgement(words, Verdict.REFUTED, example)
    for proved in (_directly, _by_pieces):
        with suppress(ProofRefused):
            signs = tuple(condition.proof for condition in conditions if condition.proof)
            return Judgement(words, Verdict.HOLDS, derivations=(*signs, *proved(gram, factor, conditions, points)))
    return Judgement(words, Verdict.UNDECIDED)


def _directly(gram: Gram, factor: Any, where: Sequence[Condition], points: Sequence[Sample]) -> tuple[Derivation, ...]:
    region = [(condition.gap, condition.sign) for condition in where]
    return (direct_proof(gram, factor, region, _inside(points, where), f"{gram.setting.name}__claim"),)


def _inside(points: Sequence[Sample], where: Sequence[Condition]) -> tuple[Sample, ...]:
    """The samples at which the conditions hold; in other units, too, where there are none in these."""
    for chosen in (points, in_all_units(points)):
        found = tuple(point for point in chosen if all(condition.holds(point) for condition in where))
        if found:
            return found
    return ()


def _by_pieces(gram: Gram, factor: Any, where: Sequence[Condition], points: Sequence[Sample]) -> tuple[Derivation, ...]:
    """The derived factor on each piece, that the pieces leave nothing out, and that the claimed factor is no less."""
    entries, _ = solved(gram)
    if not entries:
        raise ProofRefused("no factor is known")
    pieces = [entry.piece for entry in entries]
    given = {f"where_{k}": condition.text for k, condition in enumerate(where, 1)}
    compared = _derivation(gram, pieces, factor, where, given)
    proofs = [proof_of(gram, entry, f"{gram.setting.name}__{index}") for index, entry in enumerate(entries, 1)]
    covered = coverage_proof(gram, list(zip(pieces, proofs, strict=True)), in_all_units(points), given)
    return (*proofs, *([covered] if covered else []), compared)


def _derivation(
    gram: Gram, parts: Sequence[Piece], factor: Any, conditions: Sequence[Condition], given: Mapping[str, str]
) -> Derivation:
    """On every piece's region, under the conditions: the derived factor is at most the claimed one."""
    compared = [part for piece in parts for part in _compared(piece, factor, conditions)]
    return scalars_only(gram, f"{gram.setting.name}__claim", given, compared)


def _compared(piece: Piece, factor: Any, conditions: Sequence[Condition]) -> Iterator[Comparison]:
    """The claim on one piece, multiplied out, and that what it was multiplied by is positive."""
    if piece.parameter is not None:
        raise ProofRefused("a factor with a root is not compared")
    where, gap = _inside(piece.where, conditions), factor - piece.factor
    at = where[0] if where else {} if gap.denom.is_ground else piece.where[0]
    sign = 1 if value(gap.denom, at) > 0 else -1  # for a polynomial a guess, which is proved below
    yield Comparison(piece.conditions, gap.numer, sign, False, where)
    if not gap.denom.is_ground:
        yield Comparison(piece.conditions, gap.denom, sign, True, where)
