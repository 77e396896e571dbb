"""Under PL each step shrinks the gap by the proved factor at least, n steps by its power; beyond 2/L a gap grows."""

from __future__ import annotations

from collections.abc import Iterator

from .. import discovery
from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, setting, tested, with_step
from ._smooth import gaps, orbit, starts_about

STEPS = 10


def _measure(trial: Trial) -> Iterator[Evidence]:
    one_curvature = discovery.landscape("quadratic", dimension=1)
    for landscape in (*trial.witnesses(), one_curvature):
        limit = trial.upper("rate", landscape.constants)
        for share in (0.2, 0.5, 0.9):
            yield _factor(trial, landscape, share * limit, attained=landscape is one_curvature)
        yield _side(trial, landscape, "inside", INSIDE * limit)
        if landscape.name == "quadratic":
            yield _side(trial, landscape, "outside", OUTSIDE * limit)


def _largest(trial: Trial, landscape: Landscape, eta: float, steps: int = 1) -> float:
    starts = starts_about(landscape, 2.0, trial.count(200), trial.seed)
    return float((gaps(landscape, orbit(landscape, starts, eta, steps)[-1]) / gaps(landscape, starts)).max())


def _factor(trial: Trial, landscape: Landscape, eta: float, attained: bool) -> Evidence:
    """The power of the factor against the largest shrinking of the gap; equal for a single curvature."""
    factor, largest = trial.formula("factor", with_step(landscape, eta)), _largest(trial, landscape, eta, STEPS)
    bound = factor**STEPS
    return trial.evidence(
        setting(landscape),
        "law",
        f"gap after {STEPS} steps of {eta:.4g} as a share of the first ({'is' if attained else 'at most'} the power)",
        predicted=bound,
        measured=largest,
        holds=largest <= bound * (1 + ATTAINED) and (not attained or largest >= bound * (1 - ATTAINED)),
        samples=trial.count(200),
    )


def _side(trial: Trial, landscape: Landscape, side: str, eta: float) -> Evidence:
    factor, largest = trial.formula("factor", with_step(landscape, eta)), _largest(trial, landscape, eta)
    inside = largest < 1 and largest <= factor * (1 + ROUNDING)
    says = "the gap of every start shrinks" if side == "inside" else "a gap grows, and by more than the factor"
    slower = largest > 1 and largest >= factor * (1 - ROUNDING)
    return trial.evidence(
        setting(landscape),
        side,
        f"{says} in a step of {eta:.6g}",
        predicted=factor,
        measured=largest,
        holds=inside if side == "inside" else slower,
        samples=trial.count(200),
        data=tested("rate upper"),
    )


gap_factor = Check(
    name="gap_factor",
    title="Linear rate under the Polyak–Łojasiewicz inequality",
    theorem="linear_rate_of_pl",
    seconds=0.1,
    measure=_measure,
)
