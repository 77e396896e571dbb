"""Whether a quantity is nowhere negative on a region, and two-sided bounds on its infimum there."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.probe import Probe
from ..interval.problem import EmptySet, Problem
from ..verdict import Verdict
from ._question import Clock, Scale
from ._settle import settle


def not_negative(clock: Clock, problem: Problem) -> Certificate:
    """Return the verdict on value ≥ claimed constant; without a claim on value ≥ 0, with bounds on the infimum.

    Args:
        clock: the question.
        problem: its weights are 1.
    Raises:
        BadInput: a region without points.
    """
    try:
        found = settle(clock, problem, Scale())
        return found if clock.question.constant is not None else _verdict(clock, problem, found)
    except EmptySet:
        raise BadInput("region", str(clock.question.region), "a region with points") from None


def _verdict(clock: Clock, problem: Problem, found: Certificate) -> Certificate:
    """The bounds decide unless 0 lies between them; then, or where no witness is known, 0 is claimed."""
    if found.lower is not None and found.lower >= 0:
        return replace(found, verdict=Verdict.HOLDS, witness=None, open_="")
    point = found.witness or found.data.get("near")
    if isinstance(point, tuple) and Probe(problem).violates(point, Fraction(0)):
        return replace(found, verdict=Verdict.REFUTED, witness=point, open_="")
    claim = Clock(clock.condition, replace(clock.question, constant=Fraction(0)), clock.start)
    return replace(settle(claim, problem, Scale()), claim=None, lower=found.lower, upper=found.upper)
