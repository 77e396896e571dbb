"""The basin of the kinked pair's inner minimum is the predicted ball, and reaches x* at the predicted height."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Numbers, Trial
from ..engine.starts import uniform_starts
from ..evidence import Evidence
from ._measure import ATTAINED, INSIDE, OUTSIDE, setting, tested, window_about

#: between 3L and 4L, where the height decides
EDGE = {"L": 1.0, "m": 3.5, "D": 7.0}


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        constants = {name: float(landscape.constants[name]) for name in ("L", "m", "D", "h")}
        points = uniform_starts(window_about(landscape, 2 * landscape.constants["D"]), trial.count(4000), trial.seed)
        star, dagger = (np.array([float(c) for c in landscape.points[name]]) for name in ("x_star", "x_dagger"))
        center = star + trial.formula("offset", constants) * (dagger - star) / constants["D"]
        square = trial.formula("squared_radius", constants)
        inside = ((points - center) ** 2).sum(axis=1) < square
        outer, inner = (((points - p) ** 2).sum(axis=1) for p in (star, dagger))
        below = 2 * constants["h"] + constants["m"] * inner < constants["L"] * outer
        yield trial.evidence(
            setting(landscape),
            "law",
            "points that lie in the inner basin and not in the ball, or the other way round",
            predicted=0.0,
            measured=float((inside != below).sum()),
            holds=bool((inside == below).all()) and inside.any(),
            samples=len(points),
        )
        reach, predicted = _reach(constants), trial.formula("reach", constants)
        yield trial.evidence(
            setting(landscape),
            "law",
            "distance from x_dagger to the farthest point of the inner basin on the axis",
            predicted=predicted,
            measured=reach,
            holds=abs(reach / predicted - 1) < ATTAINED,
            samples=1,
        )
    limit = trial.lower("apart", EDGE)
    for side, share in (("inside", OUTSIDE), ("outside", INSIDE)):
        reach = _reach({**EDGE, "h": share * limit})
        yield trial.evidence(
            f"kinked_pair(L=1, m=7/2, D=7, h={share * limit:.5g})",
            side,
            f"the inner basin reaches {'less' if side == 'inside' else 'more'} far from x_dagger than x* is",
            predicted=EDGE["D"],
            measured=reach,
            holds=(reach < EDGE["D"]) == (side == "inside"),
            samples=1,
            data=tested("apart lower"),
        )


def _reach(constants: Numbers) -> float:
    """Return t − D for the largest t at which h + (m/2)(t − D)² and (L/2)t² agree."""
    L, m, D, h = (float(constants[name]) for name in ("L", "m", "D", "h"))
    return float(np.roots([(m - L) / 2, -m * D, m * D**2 / 2 + h]).real.max()) - D


apollonius_ball = Check(
    name="apollonius_ball",
    title="The ball in which the kinked pair's inner branch is the lower one",
    theorem="apollonius_ball_of_kinked_pair",
    seconds=0.1,
    measure=_measure,
)
