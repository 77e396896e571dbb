"""The eigenspace that orbits align with, just below and just above 2/(λ_1 + λ_n), and whether they change sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, gradient_at
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step

STARTS, STEPS, FEW = 40, 700, 14
ALIGNED = 0.99  #: share of an orbit's distance to the limit that its component in the eigenspace must make up


Step = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Orbits:
    """For each start: the eigenspace's share of the last distance, and the last factor of the component in it."""

    share: Floats
    factor: Floats


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        below = INSIDE * trial.upper("flat_direction", landscape.constants)
        above = OUTSIDE * trial.lower("sharp_direction", landscape.constants)
        ends = "flat_direction upper", "sharp_direction lower"
        for flat, eta, sides in ((True, below, ("inside", "outside")), (False, above, ("outside", "inside"))):
            orbits = _orbits(trial, landscape, "x_star", _linear(landscape, eta), flat, STEPS)
            for end, side in zip(ends, sides, strict=True):
                yield _aligned(trial, landscape, orbits, eta, flat, side, tested(end))
            yield _factor(trial, landscape, orbits, eta, flat)
    yield from _near_a_minimum(trial)


def _near_a_minimum(trial: Trial) -> Iterator[Evidence]:
    """The stated form, for a function that is no quadratic; few steps, before rounding is all that is left."""
    well = discovery.landscape("double_well", dimension=2)
    values, _ = _eigen(well, "x_dagger")
    limit = trial.upper("flat_direction", {"mu": values[0], "L": values[-1]})
    for flat, eta in ((True, 0.8 * limit), (False, 1.2 * limit)):
        orbits = _orbits(trial, well, "x_dagger", _descent(well, eta), flat, FEW)
        yield _aligned(trial, well, orbits, eta, flat, "law", {})


def _descent(landscape: Landscape, eta: float) -> Step:
    return lambda x: x - eta * gradient_at(landscape, x)


def _linear(landscape: Landscape, eta: float) -> Step:
    """A step on a quadratic about 0 is linear: the images of the axes, looked up once, are all of it."""
    images = _descent(landscape, eta)(np.eye(landscape.dimension))
    return lambda x: x @ images


def _aligned(
    trial: Trial, landscape: Landscape, orbits: Orbits, eta: float, flat: bool, side: str, data: dict[str, list[str]]
) -> Evidence:
    sign = bool((orbits.factor > 0).all() if flat else (orbits.factor < 0).all())
    least = float(orbits.share.min())
    where, how = ("flattest", "keep their side") if flat else ("sharpest", "change sides")
    return trial.evidence(
        setting(landscape),
        side,
        f"after many steps of {eta:.6g} orbits lie along the {where} direction and {how} (least share of it)",
        predicted=1.0,
        measured=least,
        holds=sign and least > ALIGNED,
        samples=len(orbits.share),
        data=data,
    )


def _factor(trial: Trial, landscape: Landscape, orbits: Orbits, eta: float, flat: bool) -> Evidence:
    """What a step multiplies the leading component by."""
    predicted = trial.formula("flat_factor" if flat else "sharp_factor", with_step(landscape, eta))
    farthest = float(orbits.factor[np.argmax(np.abs(orbits.factor - predicted))])
    return trial.evidence(
        setting(landscape),
        "law",
        f"a step of {eta:.6g} multiplies the leading component by 1 - eta times its curvature",
        predicted=predicted,
        measured=farthest,
        holds=abs(farthest - predicted) < 1e-9,
        samples=len(orbits.factor),
    )


def _eigen(landscape: Landscape, point: str) -> tuple[Floats, Floats]:
    """Return the eigenvalues of the Hessian at a point, the least first, and the eigenvectors as columns."""
    at = dict(zip(landscape.variables, landscape.points[point], strict=True))
    return np.linalg.eigh(np.array([[float(entry.subs(at)) for entry in row] for row in landscape.hessian]))


def _orbits(trial: Trial, landscape: Landscape, limit: str, step: Step, flat: bool, steps: int) -> Orbits:
    values, vectors = _eigen(landscape, limit)
    space = vectors[:, np.isclose(values, values[0 if flat else -1])]
    center = np.array([float(c) for c in landscape.points[limit]])
    rng = np.random.default_rng(trial.seed)
    size = (trial.count(STARTS), landscape.dimension)
    x = before = center + rng.uniform(0.1, 0.2, size) * rng.choice([-1.0, 1.0], size)
    for _ in range(steps):
        before, x = x, step(x)
    inside, earlier = (x - center) @ space, (before - center) @ space
    share = np.linalg.norm(inside, axis=1) / np.linalg.norm(x - center, axis=1)
    return Orbits(share, inside[:, 0] / earlier[:, 0])


alignment = Check(
    name="alignment",
    title="The direction from which gradient descent converges",
    theorem="direction_of_convergence",
    seconds=0.2,
    measure=_measure,
)
