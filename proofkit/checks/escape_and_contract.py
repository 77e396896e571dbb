"""In the window steps expand in M and contract outside it; at either edge a member of the class does not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._escape import both_edges, one_step
from ._measure import INSIDE, OUTSIDE, ROUNDING, edge_outwards, setting, tested


def _measure(trial: Trial) -> Iterator[Evidence]:
    yield from both_edges(trial)
    for landscape in trial.witnesses():
        yield from _conservative(trial, landscape)


def _expansion(trial: Trial, landscape: Landscape, eta: float) -> float:
    """Return the smallest factor of a step from M."""
    return float(np.nanmin(one_step(trial, landscape, [eta]).inside_ratio[0]))


def _room(trial: Trial, landscape: Landscape, eta: float) -> float:
    """Return 1 − ημ* minus the largest squared factor of a step from outside M."""
    worst = float(np.nanmax(one_step(trial, landscape, [eta]).outside_ratio[1]))
    return 1 - eta * float(landscape.constants["mu_star"]) - worst**2


def _conservative(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """Up to μ*/L² the squared factor outside M is at most 1 − ημ*: just inside, and how far that goes on."""
    low, high = (end("conservative_window", landscape.constants) for end in (trial.lower, trial.upper))
    first, last = OUTSIDE * low, INSIDE * high
    grows = _expansion(trial, landscape, first)
    spare = min(_room(trial, landscape, eta) for eta in (first, (first + last) / 2, last))
    for end, claim, least, found, holds in (
        ("lower", f"a step of {first:.6g} from M expands (smallest factor against 1)", 1.0, grows, grows > 1),
        ("upper", f"to {last:.6g} squared factors outside M are at most 1 - eta mu* (room)", 0.0, spare, spare >= 0),
    ):
        more = {"samples": 2 * trial.count(4000), "data": tested(f"conservative_window {end}")}
        yield trial.evidence(setting(landscape), "inside", claim, predicted=least, measured=found, holds=holds, **more)
    yield from _slack(trial, landscape, low, high)


def _slack(trial: Trial, landscape: Landscape, low: float, high: float) -> Iterator[Evidence]:
    real_low = edge_outwards(lambda eta: _expansion(trial, landscape, eta) > 1, OUTSIDE * low, 0.99)
    real_high = edge_outwards(lambda eta: _room(trial, landscape, eta) >= -ROUNDING, INSIDE * high, 1.01)
    for end, bound, real, says in (
        ("lower", low, real_low, "some step from M does not move away from x_dagger"),
        ("upper", high, real_high, "some squared factor outside M exceeds 1 - eta mu*"),
    ):
        yield trial.evidence(
            setting(landscape),
            "slack",
            f"step at which {says} (sufficient bound {bound:.6g})",
            predicted=bound,
            measured=real,
            holds=True,
            samples=2 * trial.count(4000),
            notes=f"slack {real / bound - 1:+.2%}",
            data=tested(f"conservative_window {end}"),
        )


escape_and_contract = Check(
    name="escape_and_contract",
    title="Expansion in M and contraction outside it, at both edges of the window",
    theorem="escape_window",
    seconds=1.0,
    measure=_measure,
)
