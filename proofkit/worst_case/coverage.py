"""That the pieces leave nothing out: at all constants and steps the region of one of them holds, for the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sympy as sp
from sympy.polys.fields import FracField

from ..derivation import Derivation, Draft, Fact
from ..errors import ProofRefused
from ..function_class import rename
from .confirm import positive
from .families import put
from .gram import Gram
from .parameter import PARAMETER
from .pieces import Piece
from .polynomials import factors, inequality
from .prove import finished
from .samples import Sample, holds
from .signs import Signs, signed

#: values that are tried for the free weight of a proof, to show that it has one
WEIGHTS = ("eta/8", "eta/4", "eta/2", "eta", "1/8", "1/4", "1/2", "1", "2", "4")


@dataclass(frozen=True)
class _Part:
    """Where a piece holds.

    Args:
        region: (polynomial, sign, whether the inequality is strict).
        limits: what its proof needs of the free weight: kernel text → (polynomial, sign).
    """

    region: tuple[tuple[Any, int, bool], ...]
    limits: Mapping[str, tuple[Any, int]]

    @property
    def some(self) -> str:
        """That the free weight has a value."""
        return f"exists({PARAMETER}, scalar, {' and '.join(self.limits)})"

    @property
    def text(self) -> str:
        return " and ".join([*(inequality(*condition) for condition in self.region), *([self.some] * any(self.limits))])


def coverage_proof(
    gram: Gram, proved: Sequence[tuple[Piece, Derivation]], points: Sequence[Sample], given: Mapping[str, str]
) -> Derivation | None:
    """Return the proof that some piece's region holds, and that its free weight has a value, if it has one.

    Args:
        gram: the setting, whose signs of the constants are assumed.
        proved: the pieces with their proofs.
        points: samples; they show which cases there are.
        given: further hypotheses, label → kernel text.
    Returns:
        None where one piece holds everywhere, so that there is nothing to prove.
    Raises:
        ProofRefused: the kernel does not confirm it.
    """
    parts = [_part(piece, derivation) for piece, derivation in proved]
    if not all(part.text for part in parts):
        return None
    signs = {label: text for label, text in gram.setting.hypotheses.items() if label.startswith("sign_")}
    conclusion = " or ".join(f"({part.text})" for part in parts)
    inside = [point for point in points if all(holds(text, point) for text in given.values())]

    def write(d: Draft) -> Fact:
        facts = [d[label] for label in d.statement.hypotheses]
        return _covered(gram, conclusion, parts, Signs(d, [*facts, *positive(d, facts)], inside))

    declare = dict.fromkeys(gram.setting.scalars, "scalar")
    return finished(f"{gram.setting.name}__coverage", declare, {**signs, **given}, conclusion, write)


def _part(piece: Piece, derivation: Derivation) -> _Part:
    poles = {poly for poly, _ in factors(piece.denominator)[1]}
    used = set(derivation.statement.hypotheses.values())
    limits = zip(piece.limits, piece.parameter.limits if piece.parameter else (), strict=True)
    region = tuple((poly, sign, poly in poles) for poly, sign in piece.region)
    return _Part(region, {text: limit for text, limit in limits if text in used})


def _covered(gram: Gram, goal: str, parts: Sequence[_Part], signs: Signs) -> Fact:
    """One of the pieces holds here; else split on a condition of the first, and go on without it where it fails."""
    d = signs.draft
    if not parts:
        return d.absurd(goal, d.combine("0 > 0", *signs.given))
    first, *others = parts
    facts = [(condition, _known(*condition, signs)) for condition in first.region]
    unknown = next((condition for condition, fact in facts if fact is None), None)
    if unknown is None:
        region = d.conj(*(fact for _, fact in facts if fact), *_weight(gram, first, signs))
        return d.either(goal, region) if d.formula(goal)[0] == "or" else region
    text = inequality(*unknown)

    def on(side: bool, left: Sequence[_Part]) -> Callable[[Fact], Fact]:
        chosen = [point for point in signs.samples if holds(text, point) is side]
        return lambda fact: _covered(gram, goal, left, signs.with_(fact, chosen))

    return d.split(text, on(True, parts), on(False, others))


def _known(poly: Any, sign: int, strict: bool, signs: Signs) -> Fact | None:
    """An inequality, from what is given; None if it does not follow (or fails at a sample)."""
    text = inequality(poly, sign, strict)
    if not all(holds(text, point) for point in signs.samples):
        return None
    with suppress(ProofRefused):
        return signs.draft.combine(text, *signs.given, degree=1)
    with suppress(ProofRefused):
        return signed(poly, sign, strict, signs)
    return None


def _weight(gram: Gram, part: _Part, signs: Signs) -> Iterator[Fact]:
    """That the free weight has a value, if there is one."""
    for text in WEIGHTS if part.limits else ():
        with suppress(ProofRefused):
            yield _allowed(gram, part, text, signs)
            return
    if part.limits:
        raise ProofRefused(f"{signs.draft.statement.name}: no value of {PARAMETER} is known to be allowed")


def _allowed(gram: Gram, part: _Part, weight: str, signs: Signs) -> Fact:
    """The free weight may have this value."""
    d, facts = signs.draft, []
    for text, (poly, sign) in part.limits.items():
        wide = FracField((*gram.setting.scalars, PARAMETER), sp.QQ)
        at = put(wide(poly), -1, gram.scalar(weight).set_field(wide)).set_field(gram.field)
        fact = signed(at.numer, sign, "<=" not in text, signs)
        facts.append(d.combine(rename(text, {PARAMETER: f"({weight})"}), fact, degree=1))
    return d.witness(part.some, weight, d.conj(*facts))
