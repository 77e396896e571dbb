"""Where no-return fails on the shifted pair, the predicted 2-cycle exists, attracts, and keeps starts from x*."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from .. import discovery
from ..check import Check, Trial
from ..engine import loop
from ..engine.descent import Descent, descend
from ..engine.starts import uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested, window_about, with_step

ETA, SMALL = 0.5, 1e-4
LEVELS = {"L": 1, "m": 5, "D": 10}
#: where both ends of the cycle's range of R lie below the largest R that the shifted pair allows
ENDS_ETA, ENDS_LEVELS = 0.4, {"L": 1, "m": "21/4", "D": 10}
#: where R may be larger than the cycle allows, the share by which it is
AGAIN_ETA, AGAIN_LEVELS, BEYOND = 0.2, {"L": 1, "m": "21/2", "D": 10}, 1.1


def _measure(trial: Trial) -> Iterator[Evidence]:
    landscape = discovery.landscape("shifted_pair", **LEVELS, R=3)
    constants = with_step(landscape, ETA)
    x, y = trial.formula("x", constants), trial.formula("y", constants)
    yield from _cycle(trial, landscape, x, y)
    yield _rate(trial, landscape, x, trial.formula("multiplier", constants))
    yield _fraction(trial, landscape)
    yield from _ends(trial)
    yield _again(trial)


def _run(landscape: Landscape, starts: object, iterations: int = 600, eta: float = ETA) -> Descent:
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, [eta], iterations)  # type: ignore[arg-type]


def _cycle(trial: Trial, landscape: Landscape, x: float, y: float) -> Iterator[Evidence]:
    run = _run(landscape, [[x + SMALL], [x - SMALL]])
    ends = [sorted([float(p[0]), float(_run(landscape, [p], 1).final[0, 0, 0])]) for p in run.final[0]]
    for name, predicted, index in (("inner", x, 0), ("outer", y, 1)):
        worst = max((end[index] for end in ends), key=lambda found: abs(found - predicted))
        yield trial.evidence(
            setting(landscape),
            "inside",
            f"orbits that start {SMALL} from it end on the 2-cycle: its {name} point",
            predicted=predicted,
            measured=worst,
            holds=bool((run.period == 2).all()) and abs(worst - predicted) < 1e-7,
            samples=2,
        )


def _rate(trial: Trial, landscape: Landscape, x: float, multiplier: float) -> Evidence:
    moved = _run(landscape, [[x + SMALL]], 2).final[0, 0, 0] - x
    return trial.evidence(
        setting(landscape),
        "law",
        "a small distance from the cycle is multiplied, in two steps, by the multiplier",
        predicted=multiplier,
        measured=moved / SMALL,
        holds=abs(moved / SMALL - multiplier) < 1e-6,
        samples=1,
    )


def _fraction(trial: Trial, landscape: Landscape) -> Evidence:
    starts = uniform_starts(window_about(landscape, Fraction(20)), trial.count(20_000), trial.seed)
    run = _run(landscape, starts)
    reached, cycling = int(run.reached("x_star").sum()), int((run.outcome == loop.CYCLING).sum())
    return trial.evidence(
        setting(landscape),
        "inside",
        f"not every start of U[-20, 20] reaches x* (fraction that does); each other one, {cycling}, ends on a 2-cycle",
        predicted=1.0,
        measured=reached / len(starts),
        holds=0 < cycling == len(starts) - reached and bool((run.period[run.outcome == loop.CYCLING] == 2).all()),
        interval=fraction_interval(reached, len(starts)),
        confidence=CONFIDENCE,
        samples=len(starts),
    )


def _ends(trial: Trial) -> Iterator[Evidence]:
    """The cycle is there for R just inside either end of its range and gone just outside."""
    base = with_step(discovery.landscape("shifted_pair", **ENDS_LEVELS, R=Fraction(5, 2)), ENDS_ETA)
    x = trial.formula("x", base)
    for end, found, shares in (
        ("lower", trial.lower("cycle", base), (OUTSIDE, INSIDE)),
        ("upper", trial.upper("cycle", base), (INSIDE, OUTSIDE)),
    ):
        for side, share in zip(("inside", "outside"), shares, strict=True):
            yield _end(trial, x, side, f"R = {share:g} x {found:.6g}", share * found, f"cycle {end}")


def _end(trial: Trial, x: float, side: str, where: str, radius: float, end: str) -> Evidence:
    landscape = discovery.landscape("shifted_pair", **ENDS_LEVELS, R=Fraction(radius).limit_denominator(10**6))
    run = _run(landscape, [[x + SMALL], [x - SMALL]], eta=ENDS_ETA)
    inside = side == "inside"
    return trial.evidence(
        setting(landscape),
        side,
        f"{where}, step {ENDS_ETA}: starts {SMALL} from the cycle {'end on it' if inside else 'reach x*'} (period)",
        predicted=2.0 if inside else 0.0,
        measured=float(run.period.max()),
        holds=bool((run.period == 2).all() if inside else run.reached("x_star").all()),
        samples=2,
        data=tested(end),
    )


def _again(trial: Trial) -> Evidence:
    """Beyond the range of the cycle, where no-return fails all the more, every start may reach x* again."""
    base = with_step(discovery.landscape("shifted_pair", **AGAIN_LEVELS, R=1), AGAIN_ETA)
    radius = Fraction(BEYOND * trial.upper("cycle", base)).limit_denominator(10**6)
    landscape = discovery.landscape("shifted_pair", **AGAIN_LEVELS, R=radius)
    starts = uniform_starts(window_about(landscape, Fraction(20)), trial.count(5000), trial.seed)
    reached = int(_run(landscape, starts, 5000, AGAIN_ETA).reached("x_star").sum())
    return trial.evidence(
        setting(landscape),
        "law",
        f"R = {BEYOND:g} x the largest with a cycle, step {AGAIN_ETA}: starts of U[-20, 20] that reach x* (fraction)",
        predicted=1.0,
        measured=reached / len(starts),
        holds=reached == len(starts),
        interval=fraction_interval(reached, len(starts)),
        confidence=CONFIDENCE,
        samples=len(starts),
    )


two_cycle = Check(
    name="two_cycle",
    title="The attracting 2-cycle of the shifted pair",
    theorem="two_cycle_when_no_return_fails",
    seconds=0.3,
    measure=_measure,
)
