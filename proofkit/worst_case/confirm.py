"""Statements about the constants and the step alone, for the kernel: thresholds, and comparisons of factors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ..derivation import Derivation, Draft, Fact
from ..errors import ProofRefused
from .gram import Gram
from .pieces import Piece
from .polynomials import expression_text, inequality
from .prove import finished
from .samples import Sample
from .signs import Signs, signed
from .steps import number


@dataclass(frozen=True)
class Comparison:
    """Under some conditions, sign·poly is positive, or not negative.

    Args:
        given: conditions, kernel text.
        poly: a polynomial in the constants and the step.
        sign: 1 or -1.
        strict: whether it is claimed to be positive.
        where: samples at which the conditions hold; they show which signs to look for.
    """

    given: tuple[str, ...]
    poly: Any
    sign: int
    strict: bool
    where: tuple[Sample, ...]

    @property
    def claim(self) -> str:
        """What is claimed, in kernel text."""
        return inequality(self.poly, self.sign, self.strict) if self.poly else f"0 {'<' if self.strict else '<='} 0"

    @property
    def text(self) -> str:
        """The whole, in kernel text."""
        return f"implies({' and '.join(self.given)}, {self.claim})" if self.given else self.claim


def scalars_only(gram: Gram, name: str, given: Mapping[str, str], parts: Sequence[Comparison]) -> Derivation:
    """Return the derivation of comparisons that concern the constants and the step alone.

    Args:
        gram: the setting, whose signs of the constants are assumed.
        name: of the statement.
        given: further hypotheses; those that are not used are dropped.
        parts: what is proved, all of it.
    Raises:
        ProofRefused: the kernel does not confirm one.
    """
    signs = {label: t for label, t in gram.setting.hypotheses.items() if label.startswith("sign_")}
    conclusion = " and ".join(part.text for part in parts)

    def write(d: Draft) -> Fact:
        facts = [d[label] for label in d.statement.hypotheses]
        return d.conj(*(_proved(d, part, facts) for part in parts))

    return finished(name, dict.fromkeys(gram.setting.scalars, "scalar"), {**signs, **given}, conclusion, write)


def _proved(d: Draft, part: Comparison, facts: Sequence[Fact]) -> Fact:
    if not part.given:
        return _claimed(d, part, facts)

    def block(assumed: Fact) -> Fact:
        more = d.parts(assumed) if assumed.formula[0] == "and" else [assumed]
        return _claimed(d, part, [*facts, *more])

    return d.implies(" and ".join(part.given), block)


def _claimed(d: Draft, part: Comparison, facts: Sequence[Fact]) -> Fact:
    if not part.poly and not part.strict:
        return d.combine(part.claim)
    if not part.where:  # perhaps nothing is there
        with suppress(ProofRefused):
            return d.absurd(part.claim, d.combine("0 > 0", *facts, degree=2))
    return signed(part.poly, part.sign, part.strict, Signs(d, [*facts, *positive(d, facts)], part.where))


def positive(d: Draft, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield that a scalar is positive, where that needs the other signs (L > mu > 0)."""
    for name, sort in d.statement.declare.items():
        if sort == "scalar":
            with suppress(ProofRefused):
                yield d.combine(f"{name} > 0", *facts, degree=1)


def threshold_proof(
    gram: Gram, parts: Sequence[Piece], threshold: sp.Expr | None, contracts: bool
) -> Derivation | None:
    """Return the proof that below the threshold the factor is below 1 (or at most 1), and above it above 1.

    Args:
        gram: the setting.
        parts: the pieces of the factor.
        threshold: the claimed end of the steps with a factor of at most 1.
        contracts: whether the factor is claimed to be below 1 there.
    Returns:
        None if the threshold is no rational formula, or the kernel does not confirm it.
    """
    known = threshold == sp.oo or (threshold is not None and threshold != 0 and threshold.is_rational_function())
    if not known or any(piece.parameter for piece in parts):
        return None
    sides = [(piece, beyond) for piece in parts for beyond in ((False,) if threshold == sp.oo else (False, True))]
    compared = [_compared(piece, beyond, contracts, threshold) for piece, beyond in sides]
    try:
        return scalars_only(gram, f"{gram.setting.name}__threshold", {}, compared)
    except ProofRefused:
        return None


def _compared(piece: Piece, beyond: bool, contracts: bool, threshold: sp.Expr) -> Comparison:
    """One piece on one side of the threshold: its factor against 1."""
    given = list(piece.conditions)
    if threshold != sp.oo:
        numerator, denominator = (expression_text(part) for part in sp.fraction(sp.together(threshold)))
        given.append(f"({numerator}) < eta*({denominator})" if beyond else f"eta*({denominator}) < ({numerator})")
    where = tuple(point for point in piece.where if _is_there(point, beyond, threshold))
    gap = piece.denominator - piece.numerator
    sign = -1 if beyond else 1
    return Comparison(tuple(given), gap, sign, beyond or contracts, where)


def _is_there(point: Sample, beyond: bool, threshold: sp.Expr) -> bool:
    if threshold == sp.oo:
        return not beyond
    end = number(threshold, point)
    return end is not None and (point["eta"] > end if beyond else point["eta"] < end)
