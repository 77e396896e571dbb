"""The type of a network experiment. This file loads no torch, so experiments can be listed without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofkit import discovery
from proofkit.errors import BadInput
from proofkit.evidence import Evidence

from .progress import Progress, silent


@dataclass(frozen=True)
class Session:
    """One run of an experiment, apart from its configuration.

    Args:
        experiment, size: what is run.
        device: "cpu" or "cuda".
        seed: of every random draw.
        out: folder for checkpoints and results; None writes nothing.
        progress: told where the run is.
        theorem: the `Theorem` whose predictions are tested.
    """

    experiment: str
    size: str
    device: str
    seed: int
    out: Path | None
    progress: Progress
    theorem: Any


@dataclass(frozen=True)
class Experiment:
    """An experiment on a real network.

    Args:
        name: file name in `experiments/`.
        title: what it measures, in a line.
        theorem: name of the theorem it tests.
        cost: size → declared seconds on one CPU core.
        sizes: size → configuration, a frozen dataclass; the sizes are tiny, quick and full.
        measure: the measurement.
    """

    name: str
    title: str
    theorem: str
    cost: Mapping[str, float]
    sizes: Mapping[str, Any]
    measure: Callable[[Any, Session], tuple[Evidence, ...]]

    def run(
        self,
        size: str = "quick",
        device: str = "cpu",
        seed: int = 0,
        *,
        out: Path | None = None,
        progress: Progress = silent,
        theorem: Any = None,
    ) -> tuple[Evidence, ...]:
        """Measure, and return what was found.

        Args:
            size: "tiny", "quick" or "full".
            device: "cpu" or "cuda".
            seed: of every random draw; the same seed gives the same evidence on the same machine.
            out: folder for the checkpoint, from which a killed run resumes exactly, and for the result as
                JSON; None writes nothing.
            progress: called with (stage, steps done, steps in all).
            theorem: another prediction to test in place of the library's theorem (a test that the
                experiment can fail passes a wrong one).
        Raises:
            BadInput: unknown size or device, no CUDA device, or a seed that is no whole number ≥ 0.
            MissingExtra: torch or scikit-learn is not installed.
            Undecided: no strict minimum was reached, or the instability step was not bracketed.
        """
        if size not in self.sizes:
            raise BadInput("size", size, ", ".join(self.sizes))
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
            raise BadInput("seed", seed, "a whole number from 0 to 2^63 - 1")
        tested = discovery.theorem(self.theorem) if theorem is None else theorem
        return self.measure(self.sizes[size], Session(self.name, size, device, seed, out, progress, tested))
