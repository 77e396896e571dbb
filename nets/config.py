"""The configuration of a study of one minimum: the network, its training, the effort. Loads no torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StudyConfig:
    """The network, its data and its training, and the effort of the measurement.

    Args:
        source: "digits" (scikit-learn's) or "synthetic".
        classes, samples, side: of the data (see `nets.data.DataConfig`).
        hidden: tanh units.
        decay: weight of the L2 term.
        step, steps: of the training by gradient descent, before Newton finishes it.
        resolution: relative, of the instability step (see `nets.instability.GrowthTest`).
        multiples: the step sizes tried after it, in units of the measured instability step; those below
            1 are controls, which must stay.
        horizon: gradient steps under each of them.
    """

    source: str = "digits"
    classes: int = 2
    samples: int = 60
    side: int = 4
    hidden: int = 4
    decay: float = 0.03
    step: float = 0.05
    steps: int = 2000
    resolution: float = 2e-3
    multiples: tuple[float, ...] = (0.9, 1.02, 1.5, 2.0, 4.0)
    horizon: int = 3000
