"""Noise and stationary variance of repeated samples, beside plain SGD: exact ratios between the proved bounds."""

from __future__ import annotations

from collections.abc import Iterator

from ..check import Check, Numbers, Trial
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, ROUNDING, edge, setting, tested, with_step
from ._repeated_samples import variance_after, weights

SHARES = (0.05, 0.3, INSIDE)
BLOCKS = 2000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        limit = trial.upper("small_step", landscape.constants)
        for share in SHARES:
            yield from _ratios(trial, landscape, share * limit)
        yield _slack(trial, landscape, limit)


def _constants(trial: Trial, landscape: Landscape, eta: float) -> Numbers:
    constants = with_step(landscape, eta)
    return {**constants, "q": trial.formula("inner_factor", constants) ** int(landscape.constants["k"])}


def _measured(landscape: Landscape, eta: float) -> dict[str, float]:
    k = int(landscape.constants["k"])
    noise = [weights(landscape, eta, repeats)[1] ** 2 for repeats in (k, 1)]
    variance = [variance_after(landscape, eta, repeats, BLOCKS) for repeats in (k, 1)]
    return {"noise": noise[0] / noise[1], "variance": variance[0] / variance[1]}


def _ratios(trial: Trial, landscape: Landscape, eta: float) -> Iterator[Evidence]:
    constants = _constants(trial, landscape, eta)
    for what, ratio in _measured(landscape, eta).items():
        exact, low, high = (trial.formula(f"{what}_{name}", constants) for name in ("ratio", "low", "high"))
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"{what} of repeated samples over that of SGD at step {eta:.4g}, between {low:.5g} and {high:.5g}",
            predicted=exact,
            measured=ratio,
            holds=abs(ratio - exact) <= ROUNDING * exact and low - ROUNDING <= ratio <= high + ROUNDING,
            samples=BLOCKS,
            data=tested("small_step upper"),
        )


def _slack(trial: Trial, landscape: Landscape, limit: float) -> Evidence:
    def between(eta: float) -> bool:
        constants = _constants(trial, landscape, eta)
        return all(
            trial.formula(f"{what}_low", constants) <= ratio <= trial.formula(f"{what}_high", constants)
            for what, ratio in _measured(landscape, eta).items()
        )

    real = edge(between, INSIDE * limit, 1.9 * limit, rounds=6)
    return trial.evidence(
        setting(landscape),
        "slack",
        f"step at which a bound on the ratios first fails, looked for up to {1.9 * limit:.4g}",
        predicted=limit,
        measured=real,
        holds=True,
        samples=BLOCKS,
        data=tested("small_step upper"),
        notes=f"slack {real / limit - 1:+.1%}",
    )


kept_noise = Check(
    name="kept_noise",
    title="The noise that repeated samples keep",
    theorem="repeat_k_keeps_the_noise",
    seconds=0.2,
    measure=_measure,
)
