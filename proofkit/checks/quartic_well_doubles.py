"""Past step (√5 − 1)/μ the 2-cycle of the quartic well drives starts away from it; just before, it draws them back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..check import Check, Trial
from ..evidence import Evidence
from ._measure import INSIDE, OUTSIDE, setting, tested, with_step
from ._quartic_well import NUDGE, nudged, orbits

ITERATIONS = 6000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        edge = trial.lower("repels", landscape.constants)
        for side, eta in (("inside", OUTSIDE * edge), ("outside", INSIDE * edge)):
            inside = side == "inside"
            upper = trial.formula("upper_point", with_step(landscape, eta))
            away = np.abs(orbits(landscape, nudged(upper), eta, ITERATIONS)[-201::2] - upper).max(axis=0)
            worst = float(away.min() if inside else away.max())
            yield trial.evidence(
                setting(landscape),
                side,
                f"at step {eta:.6g} starts {NUDGE} from the upper point are "
                + ("driven away from it" if inside else "drawn back to the 2-cycle")
                + " (how far they are then)",
                predicted=NUDGE if inside else 0.0,
                measured=worst,
                holds=worst > 10 * NUDGE if inside else worst < 1e-6,
                samples=2,
                data=tested("repels lower"),
            )


quartic_well_doubles = Check(
    name="quartic_well_doubles",
    title="Where the 2-cycle of the quartic well loses its stability",
    theorem="quartic_well_cycle_repels",
    seconds=0.05,
    measure=_measure,
)
