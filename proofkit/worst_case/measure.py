"""What is compared before and after a step: a non-negative mix of f-gap, squared distance and squared gradient norm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy as sp

from ..errors import BadInput, UnknownName
from ..symbolic import parse_expression

STAR = "x_star"
TEXTS = {"fgap": f"f({{0}}) - f({STAR})", "distance": f"sq({{0}} - {STAR})", "gradnorm": "sq(g({0}))"}
EXPECTED = "distance, fgap, gradnorm, or a sum such as 2*fgap + distance with non-negative weights"


@dataclass(frozen=True)
class Measure:
    """a·(f − f*) + b·‖x − x*‖² + c·‖g(x)‖².

    Args:
        weights: "fgap", "distance", "gradnorm" → the positive weight; parts of weight 0 are left out.
    """

    weights: Mapping[str, Fraction]

    @property
    def name(self) -> str:
        """The text that `parse_measure` reads back."""
        parts = (part if weight == 1 else f"{weight}*{part}" for part, weight in self.weights.items())
        return " + ".join(parts)

    @property
    def only_distance(self) -> bool:
        """Whether it speaks of distances only, so that f and g at the two ends of the step do not matter."""
        return set(self.weights) == {"distance"}

    def text(self, point: str) -> str:
        """Return the measure at a point, as kernel text."""
        texts = {part: TEXTS[part].format(point) for part in self.weights}
        parts = (texts[part] if weight == 1 else f"{weight}*({texts[part]})" for part, weight in self.weights.items())
        return " + ".join(parts)


def parse_measure(text: str) -> Measure:
    """Read "distance", "fgap", "gradnorm", or a mix such as "2*fgap + distance/3".

    Raises:
        BadInput: anything else, a negative weight, or a measure that is 0.
    """
    unknown = [word for word in re.findall(r"(?<![\w.])[A-Za-z_]\w*", text) if word not in TEXTS]
    if unknown:
        raise UnknownName("measure", unknown[0], TEXTS)
    symbols = {part: sp.Symbol(part, real=True) for part in TEXTS}
    try:
        mix = sp.expand(parse_expression(text, list(symbols.values())))
    except UnknownName:
        raise BadInput("measure", text, EXPECTED) from None
    weights = {part: mix.coeff(symbol) for part, symbol in symbols.items()}
    rest = mix - sum(weights[part] * symbol for part, symbol in symbols.items())
    if rest != 0 or not all(w.is_Rational and w >= 0 for w in weights.values()) or not any(weights.values()):
        raise BadInput("measure", text, EXPECTED)
    return Measure({part: Fraction(int(w.p), int(w.q)) for part, w in weights.items() if w})
