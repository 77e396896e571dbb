"""Steps that no orbit survives in M: all starts reach x* where q·E_out < dist(x*, M); a small step keeps some in M."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ._large_step import two_basin_starts
from ._measure import ATTAINED, INSIDE, edge_outwards, setting, tested, with_step
from ._steps import small_step

ITERATIONS = 600


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        starts, inside = two_basin_starts(trial, landscape, 400), _points_of_region(trial, landscape)
        eta, end = trial.upper("window", landscape.constants) / 2.2, trial.upper("window", landscape.constants)

        def permitted(step: float, landscape: Landscape = landscape, inside: Floats = inside, end: float = end) -> bool:
            return step < end and _exit_radius(landscape, inside, step) < _largest_exit(trial, landscape, inside, step)

        high = edge_outwards(permitted, eta, 1.2, rounds=6)
        etas = [eta, (eta + high) / 2, INSIDE * high]
        run = _run(landscape, starts, etas)
        yield _all_reach(trial, landscape, run, etas)
        yield _rate(trial, landscape, run, etas)
        yield _some_stay(trial, landscape, starts)
        yield from _slack(trial, landscape, starts, inside, high)


def _run(landscape: Landscape, starts: Floats, etas: list[float], iterations: int = ITERATIONS) -> Descent:
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, etas, iterations)


def _points_of_region(trial: Trial, landscape: Landscape) -> Floats:
    drawn = two_basin_starts(trial, landscape, 4000)
    return np.asarray(drawn[_run(landscape, drawn, [1.0], 0).iterates_in_region[0] == 1])


def _gaps(landscape: Landscape, points: Floats) -> Floats:
    """Return the distances to x*."""
    return np.asarray(np.linalg.norm(points - np.array([float(c) for c in landscape.points["x_star"]]), axis=-1))


def _largest_exit(trial: Trial, landscape: Landscape, inside: Floats, eta: float) -> float:
    """Return how far from x* a step out of M may land, by the theorem's no-return condition."""
    delta = float(_gaps(landscape, inside).min())
    return trial.upper("no_return", {**with_step(landscape, eta), "delta": delta})


def _exit_radius(landscape: Landscape, inside: Floats, eta: float) -> float:
    """Return the largest distance to x* one step out of M, over the sampled points of M (0 when nothing leaves)."""
    run = _run(landscape, inside, [eta], 1)
    return float(_gaps(landscape, run.final[0])[run.first_exit[0] == 1].max(initial=0.0))


def _all_reach(trial: Trial, landscape: Landscape, run: Descent, etas: list[float]) -> Evidence:
    reached = run.reached("x_star")
    return trial.evidence(
        setting(landscape),
        "inside",
        f"every start reaches x* at steps {', '.join(f'{eta:.4g}' for eta in etas)} (smallest fraction)",
        predicted=1.0,
        measured=float(reached.mean(axis=1).min()),
        holds=bool(reached.all()),
        interval=fraction_interval(int(reached.sum()), reached.size),
        confidence=CONFIDENCE,
        samples=reached.size,
        data=tested("window upper", "no_return upper"),
    )


def _rate(trial: Trial, landscape: Landscape, run: Descent, etas: list[float]) -> Evidence:
    rates = np.array([trial.formula("q_squared", with_step(landscape, eta)) ** 0.5 for eta in etas])
    shares = np.nanmax(run.outside_ratio[1], axis=1) / rates
    round_basin = landscape.constants["mu_star"] == landscape.constants["L"]
    return trial.evidence(
        setting(landscape),
        "law",
        f"outside M distances to x* shrink by {'exactly' if round_basin else 'at least'} q (largest factor over q)",
        predicted=1.0,
        measured=float(shares.max()),
        holds=bool(shares.max() <= 1 + ATTAINED and (not round_basin or shares.min() >= 1 - ATTAINED)),
        samples=int(np.isfinite(run.outside_ratio[1]).sum()),
    )


def _some_stay(trial: Trial, landscape: Landscape, starts: Floats) -> Evidence:
    """The hypothesis on trapped starts is not idle: a small step, at which the others hold, fails it."""
    eta = small_step(landscape)
    run = _run(landscape, starts, [eta])
    stay = run.iterates_in_region[0] == ITERATIONS + 1
    return trial.evidence(
        setting(landscape),
        "outside",
        f"at step {eta:.4g} some starts never leave M, and none of these reaches x* (fraction that stays)",
        predicted=0.0,
        measured=float(stay.mean()),
        holds=bool(stay.any() and not (run.reached("x_star")[0] & stay).any()),
        samples=len(starts),
    )


def _slack(trial: Trial, landscape: Landscape, starts: Floats, inside: Floats, end: float) -> Iterator[Evidence]:
    def all_reach(eta: float) -> bool:
        return bool(_run(landscape, starts[::4], [eta]).reached("x_star").all())

    real = edge_outwards(all_reach, end, 1.15, rounds=5)
    notes = f"{ITERATIONS} iterations per start"
    yield trial.evidence(
        setting(landscape),
        "slack",
        f"going up, step at which a start is first seen to miss x* (window and no-return hold to {end:.5g})",
        predicted=end,
        measured=real,
        data=tested("window upper"),
        holds=True,
        samples=len(starts[::4]),
        notes=notes,
    )
    yield trial.evidence(
        setting(landscape),
        "slack",
        f"at that step, {real:.5g}: largest distance to x* after a step out of M, against what no-return allows",
        predicted=_largest_exit(trial, landscape, inside, real),
        measured=_exit_radius(landscape, inside, real),
        data=tested("no_return upper"),
        holds=True,
        samples=len(inside),
        notes=notes,
    )


escaping_step = Check(
    name="escaping_step",
    title="Global convergence of a step that almost no orbit survives in M",
    theorem="global_convergence_of_escaping_step",
    seconds=0.2,
    measure=_measure,
)
