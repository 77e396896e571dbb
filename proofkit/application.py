"""An `Application`: a theorem on a concrete function, hypothesis by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .certificate import Certificate
from .landscape import Landscape
from .prediction import Prediction
from .verdict import Strength, Verdict, worst


@dataclass(frozen=True)
class Discharge:
    """How one hypothesis of a theorem fared on a function.

    Args:
        label: the hypothesis, by its label in the statement.
        text: the hypothesis in kernel text.
        verdict: HOLDS, REFUTED or UNDECIDED.
        how: by what it was discharged, or why not.
        certificates: those it rests on (none for definitions, assumptions and plain arithmetic).
        assumed: whether it is about the start or the noise: not open, but nothing that was shown.
    """

    label: str
    text: str
    verdict: Verdict
    how: str
    certificates: tuple[Certificate, ...] = ()
    assumed: bool = False

    @property
    def strength(self) -> Strength:
        """CERTIFIED: exact arithmetic or certificates; STATED for what is only assumed."""
        return Strength.STATED if self.assumed else Strength.CERTIFIED


@dataclass(frozen=True)
class Application:
    """A theorem on a concrete function.

    Args:
        theorem: its name.
        landscape: the function's name.
        rows: one per hypothesis, in the statement's order, but for those that wait for a step.
        waiting: labels of the hypotheses that can only be settled for a given step (empty with a step).
        steps: intervals of steps on which all inequalities in the step were proved to hold; None where they
            depend on certificates made for one step, or a constant has no value.
        prediction: the conclusion at the given step; None without a step.
        note: what else to know, such as a theorem that rules the situation out.
        found: the points, regions and radii that were looked for, in words.
        on: the function with them.
    """

    theorem: str
    landscape: str
    rows: tuple[Discharge, ...]
    waiting: tuple[str, ...]
    steps: tuple[tuple[Fraction, Fraction], ...] | None
    prediction: Prediction | None
    note: str = ""
    found: tuple[str, ...] = ()
    on: Landscape | None = None

    @property
    def verdict(self) -> Verdict:
        """The worst of the rows; UNDECIDED at best when no step was found at which the theorem applies."""
        nowhere = [Verdict.UNDECIDED] if self.prediction is None and self.steps == () else []
        return worst([*(row.verdict for row in self.rows), *nowhere])

    @property
    def certificates(self) -> tuple[Certificate, ...]:
        """All certificates used, each once."""
        return tuple(dict.fromkeys(c for row in self.rows for c in row.certificates))
