"""What a claim is made under: an inequality, multiplied out by a denominator whose sign the kernel has proved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..derivation import Derivation
from ..errors import BadInput, ProofRefused
from ..symbolic import parse_expression
from .confirm import Comparison, scalars_only
from .gram import Gram
from .polynomials import factors, inequality, text, value
from .samples import Sample

EXPECTED = "an inequality between two rational expressions, such as eta*L < 2"


@dataclass(frozen=True)
class Condition:
    """sign·gap > 0 (≥ 0), for a polynomial.

    Args:
        gap: the polynomial.
        sign: 1 or -1.
        strict: whether it is > 0.
        end: the step at which the gap is 0, an element of the field, if it is linear in the step.
        proof: of the sign of the denominator that it was multiplied by; None where that is a number.
    """

    gap: Any
    sign: int
    strict: bool
    end: Any
    proof: Derivation | None = None

    def holds(self, point: Sample) -> bool:
        """Whether it holds at a sample."""
        found = self.sign * value(self.gap, point)
        return found > 0 or (found == 0 and not self.strict)

    @property
    def text(self) -> str:
        """The condition as the kernel has it."""
        return inequality(self.gap, self.sign, self.strict)


def expression_of(gram: Gram, words: str, what: str) -> Any:
    """Read a rational expression in the constants and the step, as an element of the field.

    Raises:
        BadInput: one with a root or pi.
        UnknownName: one with another symbol.
    """
    expression = parse_expression(words, list(gram.setting.scalars))
    try:
        return gram.element(expression)
    except ValueError:  # a root, pi
        raise BadInput(what, words, f"a rational expression in {', '.join(gram.setting.scalars)}") from None


def parse_condition(gram: Gram, words: str, points: Sequence[Sample]) -> Condition:
    """Read "left < right" (<=, >, >=).

    Args:
        gram: the setting, whose signs of the constants are assumed.
        words: the text.
        points: samples; they show which sign of a denominator to try.
    Raises:
        BadInput: anything else, or a denominator that the kernel does not know to have one sign.
    """
    relations = re.findall("[<>]=?", words)
    if len(relations) > 1:
        raise BadInput("condition", words, "one comparison, such as eta*L < 2")
    if not relations:
        raise BadInput("condition", words, EXPECTED)
    relation = relations[0]
    left, _, right = words.partition(relation)
    sides = [expression_of(gram, side.strip(), "condition") for side in (left, right)]
    gap = sides[1] - sides[0] if relation[0] == "<" else sides[0] - sides[1]
    if not gap:
        raise BadInput("condition", words, EXPECTED)
    sign, proof = _sign_of(gram, gap.denom, words, points)
    return Condition(gap.numer, sign, "=" not in relation, _end(gram, gap.numer), proof)


def _sign_of(gram: Gram, below: Any, words: str, points: Sequence[Sample]) -> tuple[int, Derivation | None]:
    """The sign of a denominator: that of a number, or one that the kernel proves from the signs of the constants."""
    sign = 1 if value(below, points[0]) > 0 else -1
    if below.is_ground:
        return sign, None
    with suppress(ProofRefused):
        proved = Comparison((), below, sign, True, tuple(points))
        return sign, scalars_only(gram, f"{gram.setting.name}__sign_of_denominator", {}, [proved])
    irreducible = " and ".join(text(poly) for poly, _ in factors(below)[1])
    expected = f"a denominator of one sign for all constants and steps, unlike {irreducible}; multiply it out"
    raise BadInput("condition", words, expected)


def _end(gram: Gram, gap: Any) -> Any:
    ring = gap.ring
    place = [str(symbol) for symbol in ring.symbols].index("eta")
    if gap.degree(ring.gens[place]) != 1:
        return None
    parts = ({(*m[:place], 0, *m[place + 1 :]): c for m, c in gap.terms() if m[place] == k} for k in (1, 0))
    slope, constant = (gram.field(ring.from_dict(part)) for part in parts)
    return -constant / slope
