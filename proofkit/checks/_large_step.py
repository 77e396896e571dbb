"""What the checks of large steps on two basins share: reaching x*, visits to M, their length, the edge of no-return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Ball
from ._measure import ATTAINED, INSIDE, OUTSIDE, ROUNDING, edge, edge_outwards, setting, tested, window_about, with_step
from ._steps import permitted_range

ITERATIONS = 1500


def large_step_evidence(trial: Trial, factor: Callable[[float, Landscape], float]) -> Iterator[Evidence]:
    """Yield, on each witness, what starts do at the steps that no-return allows, and how far beyond them.

    Args:
        trial: the run.
        factor: of a step and a landscape, the theorem's factor of distances to x* outside M.
    """
    for landscape in trial.witnesses():
        starts = two_basin_starts(trial, landscape, 2000)
        first, last = permitted_range(trial, landscape)
        etas = [float(eta) for eta in np.linspace(first * OUTSIDE, last * INSIDE, 6)]
        run = _run(landscape, starts, etas)
        yield _all_reach(trial, landscape, run, f"at {len(etas)} steps from {etas[0]:.4g} to {etas[-1]:.4g}")
        yield _visits(trial, landscape, run)
        yield _stays(trial, landscape, run, etas)
        yield _rate(trial, landscape, run, np.array([factor(eta, landscape) for eta in etas]))
        yield from window_slack(trial, landscape, starts[::4], (first, last))


def factor_on_line(trial: Trial, landscape: Landscape, eta: float) -> float:
    """Return the larger of the two factors of distances to x* outside M, on the line."""
    return max(trial.formula(name, with_step(landscape, eta)) for name in ("slow", "fast"))


def two_basin_starts(trial: Trial, landscape: Landscape, count: int) -> Floats:
    """Return starts, half of them from a cube about x* that holds M, half from the ball of radius R about x†."""
    near = Ball(landscape.points["x_dagger"], landscape.constants["R"] ** 2)
    regions = window_about(landscape, 2 * landscape.constants["D"]), near
    return np.vstack([uniform_starts(region, trial.count(count // 2), trial.seed) for region in regions])


def _run(landscape: Landscape, starts: Floats, etas: list[float]) -> Descent:
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, etas, ITERATIONS)


def _all_reach(trial: Trial, landscape: Landscape, run: Descent, when: str) -> Evidence:
    reached = run.reached("x_star")
    interval = fraction_interval(int(reached.sum()), reached.size)
    return trial.evidence(
        setting(landscape),
        "inside",
        f"every start reaches x* {when} (smallest fraction)",
        predicted=1.0,
        measured=float(reached.mean(axis=1).min()),
        holds=bool(reached.all()),
        interval=interval,
        confidence=CONFIDENCE,
        samples=reached.size,
        data=tested("window lower", "window upper"),
    )


def _visits(trial: Trial, landscape: Landscape, run: Descent) -> Evidence:
    most = int(run.visits.max())
    return trial.evidence(
        setting(landscape),
        "inside",
        "every start visits M at most once (most visits)",
        predicted=1.0,
        measured=float(most),
        holds=most <= 1,
        samples=run.visits.size,
    )


def _stays(trial: Trial, landscape: Landscape, run: Descent, etas: list[float]) -> Evidence:
    bounds = np.full(run.visits.shape, np.inf)
    for k, eta in enumerate(etas):
        growth = np.log(trial.formula("expansion", with_step(landscape, eta)))
        bounds[k] = np.floor(np.log(float(landscape.constants["R"]) / run.entry_distance[k]) / growth) + 1
    over = np.where(run.visits > 0, run.iterates_in_region - bounds, -np.inf)
    return trial.evidence(
        setting(landscape),
        "law",
        "a stay in M is no longer than the bound (largest excess of iterates over it)",
        predicted=0.0,
        measured=float(over.max()),
        holds=bool(over.max() <= 0),
        samples=int((run.visits > 0).sum()),
        data={"stays": run.iterates_in_region[run.visits > 0].tolist()[:2000]},
    )


def _rate(trial: Trial, landscape: Landscape, run: Descent, rates: Floats) -> Evidence:
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


def window_slack(trial: Trial, landscape: Landscape, starts: Floats, ends: tuple[float, float]) -> Iterator[Evidence]:
    """Yield how far beyond the window's part in which no-return holds, between `ends`, every start still reaches x*."""

    def all_reach(eta: float) -> bool:
        return bool(_run(landscape, starts, [eta]).reached("x_star").all())

    window = trial.lower("window", landscape.constants), trial.upper("window", landscape.constants)
    for name, end, bound, factor in zip(("lower", "upper"), ends, window, (0.93, 1.03), strict=True):
        real = edge_outwards(all_reach, end, factor, rounds=6)
        yield trial.evidence(
            setting(landscape),
            "slack",
            f"{name} end of the steps at which all starts are seen to reach x* (the window, no-return: {end:.6g})",
            predicted=end,
            measured=real,
            holds=True,
            samples=len(starts),
            notes=f"the window alone ends at {bound:.6g}; {ITERATIONS} iterations per start",
            data=tested(f"window {name}"),
        )


def equality_evidence(trial: Trial, name: str, count: int) -> Iterator[Evidence]:
    """Yield what starts do on the witnesses at the example step, where no-return holds with equality.

    Args:
        trial: the run.
        name: the threshold on R.
        count: how many starts a quick run draws.
    """
    for landscape in trial.witnesses():
        eta = trial.theorem.step_on(landscape)
        assert eta is not None
        radius = float(landscape.constants["R"])
        run = _run(landscape, two_basin_starts(trial, landscape, count), [float(eta)])
        found = float(run.fraction("x_star")[0])
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"at step {eta}, R = {radius:.6g} is the largest that no-return allows, and every start reaches x*",
            predicted=1.0,
            measured=found,
            holds=found == 1 and abs(trial.upper(name, with_step(landscape, float(eta))) / radius - 1) < ROUNDING,
            samples=trial.count(count),
            data=tested(f"{name} upper"),
        )


def no_return_evidence(trial: Trial, name: str, eta: float, sharp: bool, count: int) -> Iterator[Evidence]:
    """Yield what starts do on the shifted pair just inside no-return, just outside if it is sharp, and its slack.

    Args:
        trial: the run.
        name: the threshold on R.
        eta: the step.
        sharp: whether some start misses x* just outside.
        count: how many starts a quick run draws.
    """
    levels = {"L": 1, "m": 5, "D": 10}
    base = discovery.landscape("shifted_pair", **levels, R=1)
    limit = trial.upper(name, with_step(base, eta))

    def fraction(radius: float) -> float:
        landscape = discovery.landscape("shifted_pair", **levels, R=Fraction(radius).limit_denominator(10**6))
        return float(_run(landscape, two_basin_starts(trial, landscape, count), [eta]).fraction("x_star")[0])

    for side, share in (("inside", INSIDE), ("outside", OUTSIDE))[: 1 + sharp]:
        found = fraction(share * limit)
        yield trial.evidence(
            f"shifted_pair(L=1, m=5, D=10, R={share * limit:.5g})",
            side,
            f"{'every start reaches' if side == 'inside' else 'some start misses'} x* at R = {share:g} x {limit:.6g}",
            predicted=1.0,
            measured=found,
            holds=(found == 1) == (side == "inside"),
            samples=trial.count(count),
            data=tested(f"{name} upper"),
        )
    real = edge(lambda radius: fraction(radius) == 1, INSIDE * limit, 1.08 * limit)
    yield trial.evidence(
        "shifted_pair(L=1, m=5, D=10)",
        "slack",
        f"R at which, at step {eta:g}, a start is first seen to miss x* (sufficient bound {limit:.6g})",
        predicted=limit,
        measured=real,
        holds=True,
        samples=trial.count(count),
        notes=f"slack {real / limit - 1:+.2%}",
        data=tested(f"{name} upper"),
    )
