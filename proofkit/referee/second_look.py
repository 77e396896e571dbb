"""A second look at a certificate: which parts of it there is another way to see, and what that shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from .. import discovery
from ..certificate import Certificate
from ..conditions._containment import squared_distances
from ..conditions._question import Question, Scale
from ..conditions.exit_radius import leaving
from ..interval.problem import Problem
from ..landscape import Landscape
from ..verdict import Verdict, worst
from .boxes import RatioAgain
from .classes import class_parts
from .points import critical_parts, minimum_parts
from .problem import CLAIM, REACHED, WITNESS, Parts, confirmed, other_side, proofs, proved_side, unproved, well_defined

WORDS = {Verdict.HOLDS: "confirmed", Verdict.REFUTED: "contradicted", Verdict.UNDECIDED: "not decided"}

#: conditions that are one problem: name → (the problem of a question, how the constant enters)
PROBLEMS: dict[str, tuple[Callable[[Question], Problem], Scale]] = {
    "exit_radius": (leaving, Scale(-1, 2)),
    "containment": (lambda question: squared_distances(question, -1), Scale(-1, 2)),
    "distance": (lambda question: squared_distances(question, 1), Scale(1, 2)),
}


@dataclass(frozen=True)
class SecondLook:
    """What a second look at a certificate came to.

    Args:
        verdict: HOLDS: confirmed; REFUTED: contradicted; UNDECIDED: no second way, or the certificate leaves its
            question open itself.
        words: what was looked at and how, in a line.
    """

    verdict: Verdict
    words: str


def second_look(certificate: Certificate, landscape: Landscape, budget: float) -> SecondLook:
    """Look at a certificate again, by other means than those that made it.

    Args:
        certificate: what is to be confirmed.
        landscape: the function it is about.
        budget: seconds.
    """
    parts = _parts(certificate, landscape, monotonic() + budget)
    if not parts:
        return SecondLook(Verdict.UNDECIDED, f"no second way to look at {certificate.condition}")
    parts = [*_consistent(certificate), *parts]
    verdict = _together(parts)
    words = "; ".join(f"{name} {WORDS[shown]}" for name, shown in _short(parts))
    if certificate.verdict is Verdict.UNDECIDED and verdict is Verdict.HOLDS:
        return SecondLook(Verdict.UNDECIDED, f"{words}; the question itself is left open")
    return SecondLook(verdict, words)


def _together(parts: Parts) -> Verdict:
    """The worst of the parts; beside a settled claim a bound counts only if it is contradicted."""
    claims = [shown for name, shown in parts if name in (CLAIM, WITNESS)]
    found = worst(shown for _, shown in parts)
    return worst(claims) if claims and found is Verdict.UNDECIDED else found


def _parts(certificate: Certificate, landscape: Landscape, end: float) -> Parts:
    if certificate.condition in discovery.names("class"):
        return class_parts(discovery.load("class", certificate.condition), landscape, certificate, end)
    discovery.load("condition", certificate.condition)
    if certificate.condition == "critical_points":
        return critical_parts(landscape, certificate, end)
    if certificate.condition == "global_minimum":
        return minimum_parts(landscape, certificate, end)
    if certificate.condition in PROBLEMS:
        return _problem_parts(certificate, landscape, end)
    return []


def _problem_parts(certificate: Certificate, landscape: Landscape, end: float) -> Parts:
    if not well_defined(landscape, certificate.region):
        return [("whether f is defined", Verdict.UNDECIDED)]
    make, scale = PROBLEMS[certificate.condition]
    problem = make(Question(landscape, certificate.region, certificate.center, step=certificate.step))
    found: Parts = []
    if certificate.verdict is Verdict.REFUTED:
        found.append((WITNESS, _refutation(problem, scale, certificate)))
    found += proofs(scale, certificate, lambda k: proved_side(problem, scale.inward(k), certificate, end))
    if unproved(scale, certificate) is not None:
        found.append((REACHED, other_side(problem, scale, certificate)))
    return found


def _refutation(problem: Problem, scale: Scale, certificate: Certificate) -> Verdict:
    """The witness violates the claim; without one, no positive constant is left below the upper bound."""
    point = certificate.witness
    if certificate.claim is not None:
        again = RatioAgain(problem, scale.inward(certificate.claim))
        return confirmed(point is not None and again.violates(point))
    if scale.sign > 0 and certificate.upper is not None:
        return confirmed(certificate.upper <= 0)
    return Verdict.UNDECIDED


def _consistent(certificate: Certificate) -> Parts:
    """What can be told from the numbers alone: contradictions, or nothing."""
    low, high, tolerance = certificate.lower, certificate.upper, certificate.tolerance
    if low is not None and high is not None and low > high:
        return [("lower ≤ upper", Verdict.REFUTED)]
    if certificate.claim is not None or certificate.verdict is not Verdict.HOLDS or (low is None and high is None):
        return []
    if low is None or high is None or (tolerance is not None and high - low > tolerance):
        return [("that the bounds meet the tolerance", Verdict.REFUTED)]
    return []


def _short(parts: Parts) -> Parts:
    """The parts, many confirmed ones of one kind told as one."""
    points = [shown for name, shown in parts if name.startswith("critical point ")]
    if len(points) < 2:
        return parts
    rest = [part for part in parts if not part[0].startswith("critical point ")]
    return [*rest, (f"{len(points)} critical points", worst(points))]
