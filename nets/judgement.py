"""The comparison: what a study measured, beside what theorem 1.2 predicts. Three predicates, three claims."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofkit.check import number
from proofkit.evidence import Evidence
from proofkit.verdict import Verdict

from .orbit import STILL, End
from .study import LargeStep, Study

#: largest relative error at which a measured number still agrees with its prediction
TOLERANCE = 5e-3


@dataclass(frozen=True)
class Judge:
    """Compares one study with the theorem's predictions.

    Args:
        study: the measurements.
        theorem: `expansion_of_opsc`, or any object with its `threshold("expansion")` and
            `formula("factor")`. On the line through the minimum x̄ along the top eigenvector,
            ⟨∇f(x), x − x̄⟩ = λ_max‖x − x̄‖² to leading order: OPSC there, with mu = λ_max.
        experiment: its name, for the evidence.
        seed: of the run, for the evidence.
    """

    study: Study
    theorem: Any
    experiment: str
    seed: int

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the instability step first, then the three claims of each step size."""
        rows = ((self.unstable(s), self.leaves(s), self.converges_elsewhere(s)) for s in self.study.large_steps)
        return (self.instability_step(), *(claim for row in rows for claim in row))

    def instability_step(self) -> Evidence:
        """Return the measured instability step beside the theorem's threshold at mu = λ_max."""
        minimum, found, test = self.study.minimum, self.study.instability, self.study.test
        lower, _ = self.theorem.threshold("expansion").at({"mu": Fraction(minimum.top.value)})
        predicted = float(lower)
        return self._evidence(
            f"linearly unstable: smallest step at which a perturbation of {test.perturbation:g} along the top "
            f"eigenvector grows {test.growth:g}-fold within {test.horizon} steps",
            ("law", predicted, found.unstable, _agree(predicted, found.unstable)),
            samples=found.trials,
            notes=f"λ_max = {minimum.top.value:.6g} (residual {minimum.top.residual:.1e}), λ_min = "
            f"{minimum.lambda_min:.3g}, gradient norm {minimum.gradient_norm:.1e}; no growth at {found.stable:.6g}; "
            f"the horizon lets the step be up to {test.resolution:.1%} late; {TOLERANCE:.1%} is allowed",
            data={"stable": found.stable, "unstable": found.unstable, "distances": _thin(found.distances)},
        )

    def unstable(self, taken: LargeStep) -> Evidence:
        """Return claim (i), linear: the perturbation's measured factor per step beside the theorem's."""
        mu = self.study.minimum.top.value
        predicted = number(self.theorem.formula("factor"), {"eta": taken.run.step, "mu": mu})
        grows = taken.growth > 1
        return self._evidence(
            f"{'linearly unstable' if grows else 'linearly stable'} at {_step(taken)}: "
            "factor per step of a small perturbation",
            ("law", predicted, taken.growth, _agree(predicted, taken.growth)),
            samples=taken.growth_steps,
            notes=f"ηλ_max = {taken.run.step * mu:.4g}",
            data=_column("linearly unstable", grows, taken),
        )

    def leaves(self, taken: LargeStep) -> Evidence:
        """Return claim (ii): below the threshold the run must stay in M; above it, either may happen."""
        run, left = taken.run, taken.run.left_at is not None
        found = f"yes, at step {run.left_at}" if left else f"no, not in {run.steps} steps"
        inside = taken.multiple < 1
        return self._evidence(
            f"leaves M: {found} at {_step(taken)}; largest distance from the minimum beside the radius of M",
            ("inside" if inside else "slack", self.study.minimum.radius, run.farthest, _verdict(not (inside and left))),
            samples=run.steps,
            notes="M: the closed ball about the minimum whose radius is half the distance to its nearest "
            f"symmetric copy; {_settled(taken)}",
            data=_column("leaves", left, taken)
            | {"times": run.times, "distances": run.distances, "losses": run.losses, "left_at": run.left_at},
        )

    def converges_elsewhere(self, taken: LargeStep) -> Evidence:
        """Return claim (iii); a limit, wherever it is, must be one the step can hold: λ_max ≤ 2/η (theory 3.1)."""
        run, radius = taken.run, self.study.minimum.radius
        elsewhere = taken.converged_elsewhere(radius)
        side = "inside" if taken.multiple < 1 else "slack"
        data = _column("converges elsewhere", None if _open(taken) else elsewhere, taken)
        if taken.sharpness is None:
            verdict = Verdict.UNDECIDED if _open(taken) else _verdict(taken.multiple > 1)
            answer = "left open" if _open(taken) else "no"
            claim = f"converges elsewhere: {answer}, no limit in {run.steps} steps at {_step(taken)}; last move"
            return self._evidence(claim, (side, STILL, run.last_move, verdict), run.steps, _settled(taken), data)
        place = "yes, outside M" if elsewhere else "no, in M"
        largest = 2 / run.step
        holds = taken.sharpness <= largest * (1 + TOLERANCE) and not (taken.multiple < 1 and elsewhere)
        return self._evidence(
            f"converges elsewhere: {place} at {_step(taken)}; the limit's λ_max beside the largest held",
            ("inside" if taken.multiple < 1 else "law", largest, taken.sharpness, _verdict(holds)),
            samples=run.steps,
            notes="theory 3.1 (unstable minima are avoided; stated): λ_max ≤ 2/η at almost every run's limit",
            data=data | {"distance": run.distances[-1]},
        )

    def _evidence(
        self,
        claim: str,
        found: tuple[str, float, float, Verdict],
        samples: int,
        notes: str,
        data: dict[str, object],
    ) -> Evidence:
        side, predicted, measured, verdict = found
        return Evidence(
            self.experiment,
            "expansion_of_opsc",
            self.study.setting,
            side,
            claim,
            predicted,
            measured,
            verdict,
            samples=samples,
            seed=self.seed,
            notes=notes,
            data=data,
        )


def _open(taken: LargeStep) -> bool:
    """Whether the run showed neither a limit nor what kept it from having one."""
    return taken.run.end is End.MOVING and taken.cycle is None


def _settled(taken: LargeStep) -> str:
    if taken.run.end is End.CONVERGED:
        return "it converged"
    if taken.run.end is End.UNBOUNDED:
        return "unbounded: its distance from the minimum passed 1e6"
    if taken.cycle is None:
        return "it was still moving at the end, on no attracting 2-cycle that could be found"
    return (
        f"it approached a 2-cycle of gap {taken.cycle.gap:.3g} that attracts (largest multiplier "
        f"{taken.cycle.multiplier:.4f}), as theory 3.9 (stated) allows"
    )


def _agree(predicted: float, measured: float) -> Verdict:
    return _verdict(abs(measured - predicted) <= TOLERANCE * abs(predicted))


def _verdict(holds: bool) -> Verdict:
    return Verdict.HOLDS if holds else Verdict.REFUTED


def _step(taken: LargeStep) -> str:
    return f"η = {taken.run.step:.4g} ({taken.multiple:g} × the instability step)"


def _column(name: str, answer: bool | None, taken: LargeStep) -> dict[str, object]:
    return {"column": name, "answer": answer, "multiple": taken.multiple, "step": taken.run.step}


def _thin(series: tuple[float, ...], kept: int = 200) -> tuple[float, ...]:
    return series[:: -(-len(series) // kept)]
