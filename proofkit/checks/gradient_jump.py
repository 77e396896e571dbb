"""Where M's boundary crosses [x*, x†] the gradient of a two-basin function jumps by at least the proved amount."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import gradient_at
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import ATTAINED, setting


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in (*trial.witnesses(), discovery.landscape("kinked_pair_anisotropic")):
        yield _jump(trial, landscape)


def _jump(trial: Trial, landscape: Landscape) -> Evidence:
    inside, outside, r = _boundary(landscape)
    g = gradient_at(landscape, np.array([inside, outside]))
    bound = trial.formula("jump", {**landscape.constants, "r": r})
    jump = float(np.linalg.norm(g[0] - g[1]))
    equal = landscape.constants["mu_star"] == landscape.constants["L"]
    return trial.evidence(
        setting(landscape),
        "law",
        f"the gradient jumps, at distance {r:.6g} from x_dagger, by {'exactly' if equal else 'at least'} the bound",
        predicted=bound,
        measured=jump,
        holds=jump >= bound * (1 - ATTAINED) and (not equal or jump <= bound * (1 + ATTAINED)),
        samples=2,
        notes="round basins attain the bound" if equal else "",
    )


def _boundary(landscape: Landscape) -> tuple[np.ndarray, np.ndarray, float]:
    """Return a point just inside M and one just outside, on the segment from x† to x*, and their distance to x†."""
    ends = [np.array([float(v) for v in landscape.points[role]]) for role in ("x_dagger", "x_star")]
    region, low, high = landscape.regions["M"], 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        point = ends[0] + middle * (ends[1] - ends[0])
        low, high = (middle, high) if region.contains(tuple(map(Fraction, point.tolist()))) else (low, middle)
    inside, outside = (ends[0] + part * (ends[1] - ends[0]) for part in (low - 1e-9, high + 1e-9))
    return inside, outside, low * float(np.linalg.norm(ends[1] - ends[0]))


gradient_jump = Check(
    name="gradient_jump",
    title="The kink of a two-basin function",
    theorem="kink_of_two_basin",
    seconds=0.3,
    measure=_measure,
)
