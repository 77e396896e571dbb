"""Everything the instability experiment measures at one minimum of one network; no prediction enters here."""

from __future__ import annotations

from dataclasses import dataclass

from proofkit.errors import Undecided

from .backend import Tensor, repeatable, torch, usable_device
from .config import StudyConfig
from .curvature import Eigenpair, hessian, top_eigenpair, value_and_gradient
from .cycle import Cycle, two_cycle_near
from .data import DataConfig, load
from .experiment import Session
from .instability import GrowthTest, InstabilityStep, distances_from, growth_per_step, instability_step
from .losses import Loss, ridge_mse
from .models import TanhMLP
from .orbit import End, Orbit, orbit
from .results import checkpoint_file
from .training import TrainingConfig, descend, newton


@dataclass(frozen=True, eq=False)
class Minimum:
    """A strict minimum x̄.

    Args:
        theta: its parameters, shape (p,).
        loss, gradient_norm: there.
        lambda_min: smallest Hessian eigenvalue (dense), > 0.
        top: the largest one, by Lanczos, with its residual.
        radius: of M = B(theta, radius).
    """

    theta: Tensor
    loss: float
    gradient_norm: float
    lambda_min: float
    top: Eigenpair
    radius: float


@dataclass(frozen=True, eq=False)
class LargeStep:
    """What one step size does to the start x̄ + perturbation·(top eigenvector).

    Args:
        multiple: η over the measured instability step.
        growth: measured factor per step of the distance to x̄ while that is small.
        growth_steps: number of steps it is the mean of.
        run: the long run.
        sharpness: λ_max of the Hessian where the run converged, or None when it did not.
        cycle: the attracting 2-cycle that a run still moving at its end was on or nearing (its distance to
            the cycle at most its last move), or None.
    """

    multiple: float
    growth: float
    growth_steps: int
    run: Orbit
    sharpness: float | None
    cycle: Cycle | None

    def converged_elsewhere(self, radius: float) -> bool:
        """Whether the run converged, and to a point outside M."""
        return self.run.end is End.CONVERGED and self.run.distances[-1] > radius


@dataclass(frozen=True, eq=False)
class Study:
    """The measurements of one run of the experiment.

    Args:
        setting: the network and its data, in words.
        minimum: where it was trained to.
        test: what counted as growth.
        instability: the measured bracket of the instability step.
        large_steps: one per multiple of it.
    """

    setting: str
    minimum: Minimum
    test: GrowthTest
    instability: InstabilityStep
    large_steps: tuple[LargeStep, ...]


def minimum_at(loss: Loss, theta: Tensor, radius: float, seed: int) -> Minimum:
    """Return the facts of a critical point, checked to be a strict minimum.

    Raises:
        Undecided: λ_min ≤ 0.
    """
    value, gradient = value_and_gradient(loss, theta)
    smallest = float(torch.linalg.eigvalsh(hessian(loss, theta))[0])
    if smallest <= 0:
        raise Undecided(f"training ended at a critical point that is no strict minimum (λ_min = {smallest:.2e})")
    return Minimum(theta, float(value), float(gradient.norm()), smallest, top_eigenpair(loss, theta, seed), radius)


def large_step(loss: Loss, minimum: Minimum, test: GrowthTest, multiple: float, step: float, steps: int) -> LargeStep:
    """Return what `step` does to the perturbed minimum, over `steps` steps.

    Args:
        multiple: `step` over the instability step, for the record.
    """
    start = minimum.theta + test.perturbation * minimum.top.vector
    early = distances_from(loss, minimum.theta, start, step, test.horizon, test.growth)
    run = orbit(loss, minimum.theta, start, step, minimum.radius, steps)
    sharpness = top_eigenpair(loss, run.last, 0).value if run.end is End.CONVERGED else None
    cycle = two_cycle_near(loss, run.last, step) if run.end is End.MOVING else None
    if cycle is not None and not (cycle.multiplier < 1 and cycle.distance <= run.last_move):
        cycle = None
    return LargeStep(multiple, growth_per_step(early), len(early) - 1, run, sharpness, cycle)


def study_of_minimum(config: StudyConfig, session: Session) -> Study:
    """Train the network to a strict minimum and measure its instability step and the large steps.

    Raises:
        BadInput: unknown or absent device, or impossible data.
        Undecided: no strict minimum was reached, or the instability step was not bracketed.
    """
    device = usable_device(session.device)
    with repeatable():
        data = load(DataConfig(config.source, config.classes, config.samples, config.side), session.seed).to(device)
        model = TanhMLP(data.inputs.shape[1], config.hidden, data.targets.shape[1])
        loss = ridge_mse(model, data, config.decay)
        minimum = trained_minimum(loss, model, config, session, device)
        test = GrowthTest(resolution=config.resolution)
        center, top = minimum.theta, minimum.top.vector
        unstable = instability_step(loss, center, top, test, config.step, session.progress)
        taken = []
        for done, multiple in enumerate(config.multiples):
            session.progress("large steps", done, len(config.multiples))
            taken.append(large_step(loss, minimum, test, multiple, multiple * unstable.unstable, config.horizon))
    setting = f"tanh network {model.inputs}-{model.hidden}-{model.outputs} on {config.samples} {data.name} samples"
    return Study(setting, minimum, test, unstable, tuple(taken))


def trained_minimum(loss: Loss, model: TanhMLP, config: StudyConfig, session: Session, device: torch.device) -> Minimum:
    """Return the strict minimum that training from the seed's random parameters ends at."""
    training = TrainingConfig(config.step, config.steps)
    start = model.initial(session.seed).to(device)
    near = descend(loss, start, training, checkpoint_file(config, session), session.progress)
    theta = newton(loss, near, training, session.progress)
    return minimum_at(loss, theta, model.nearest_copy(theta) / 2, session.seed)
