"""The type of a bound at exact constants: the factor, its multipliers, the replayed proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..derivation import Derivation
from ..verdict import Strength
from .setting_at import written


@dataclass(frozen=True)
class CertifiedBound:
    """A factor that one step never exceeds, at exact constants.

    Args:
        function_class: the classes assumed, by name.
        method: its name.
        measure: the text of the measure.
        constants: symbol → value, the step among them.
        factor: one step multiplies the measure by at most this.
        gap: factor − the least factor that the solver saw in floating point; an indication, not a bound.
        weights: inequality → its multiplier.
        squares: (multiplier, vector whose squared norm it multiplies).
        derivation: what the kernel replayed.
    """

    function_class: tuple[str, ...]
    method: str
    measure: str
    constants: Mapping[str, Fraction]
    factor: Fraction
    gap: float
    weights: Mapping[str, Fraction]
    squares: tuple[tuple[Fraction, str], ...]
    derivation: Derivation

    @property
    def strength(self) -> Strength:
        """PROVED: the derivation has been replayed."""
        return Strength.PROVED if self.derivation.replay().name == self.derivation.statement.name else Strength.STATED

    @property
    def name(self) -> str:
        """That of the statement."""
        return self.derivation.statement.name

    @property
    def lines(self) -> tuple[str, ...]:
        """The proof file, line by line."""
        return self.derivation.lines

    @property
    def text(self) -> list[str]:
        """Lines for people."""
        names = ", ".join(self.function_class)
        return [
            f"{names}: one step of {self.method} multiplies {self.measure} by at most",
            f"  {self.factor} = {float(self.factor):.12g}  [{self.strength.value}] at {written(self.constants)}",
            f"  an upper bound; it differs by {self.gap:.0e} from the least one that floating-point numbers show",
            *(f"    ({weight}) * {label}" for label, weight in self.weights.items()),
            *(f"    ({weight}) * ||{vector}||^2" for weight, vector in self.squares),
        ]

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "class": list(self.function_class),
            "method": self.method,
            "measure": self.measure,
            "at": {name: str(value) for name, value in self.constants.items()},
            "factor": str(self.factor),
            "factor_float": float(self.factor),
            "gap_to_solver": self.gap,
            "strength": self.strength.value,
            "sharpness": "upper bound only",
            "weights": {label: str(weight) for label, weight in self.weights.items()},
            "squares": [[str(weight), vector] for weight, vector in self.squares],
            "theorem": self.derivation.statement.name,
            "hypotheses": dict(self.derivation.statement.hypotheses),
            "conclusion": self.derivation.statement.conclusion,
        }
