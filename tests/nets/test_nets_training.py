"""Training: it reaches a minimum, says so when it does not, and resumes bit for bit."""

from __future__ import annotations

import pytest
import torch

from nets.checkpoint import restore, store
from nets.curvature import value_and_gradient
from nets.study import minimum_at
from nets.training import TrainingConfig, descend, newton
from proofkit.errors import BadInput, Undecided

CONFIG = TrainingConfig(step=0.05, steps=200, checkpoint_every=50)


class Killed(Exception):
    """Stands for the end of the process."""


def test_newton_reaches_a_gradient_norm_of_1e_12(model, loss):
    for seed in range(3):
        theta = newton(loss, descend(loss, model.initial(seed), CONFIG), CONFIG)
        found = minimum_at(loss, theta, radius=1.0, seed=0)
        assert found.gradient_norm <= 1e-12
        assert found.lambda_min > 0


def test_newton_leaves_a_saddle():
    saddle = lambda x: x[0] ** 2 / 2 + (x[1] ** 2 - 1) ** 2 / 4  # noqa: E731
    theta = newton(saddle, torch.tensor([1.0, 1e-3], dtype=torch.float64), CONFIG)
    assert theta.tolist() == pytest.approx([0, 1])


def test_newton_that_falls_short_says_how_far(model, loss):
    with pytest.raises(Undecided, match="gradient norm"):
        newton(loss, model.initial(0), TrainingConfig(0.05, 0, newton_steps=2))


def test_a_saddle_is_not_called_a_minimum():
    with pytest.raises(Undecided, match="no strict minimum"):
        minimum_at(lambda x: x[0] ** 2 - x[1] ** 2, torch.zeros(2, dtype=torch.float64), 1.0, 0)


def test_a_killed_training_resumes_bit_for_bit(model, loss, tmp_path):
    start, file = model.initial(1), tmp_path / "run.checkpoint.npz"

    def die(stage: str, done: int, total: int) -> None:
        if done >= 100:
            raise Killed

    with pytest.raises(Killed):
        descend(loss, start, CONFIG, file, die)
    assert restore(file, start)[1] == 100
    stages = []
    resumed = descend(loss, start, CONFIG, file, lambda stage, done, total: stages.append(done))
    assert stages == [150, 200]
    assert torch.equal(resumed, descend(loss, start, CONFIG))


def test_the_checkpoint_decides_where_training_goes_on(model, loss, tmp_path):
    file = tmp_path / "run.checkpoint.npz"
    store(file, model.initial(2), 100)
    assert not torch.equal(descend(loss, model.initial(1), CONFIG, file), descend(loss, model.initial(1), CONFIG))


@pytest.mark.parametrize("content", [b"", b"not a checkpoint", b"PK\x03\x04"])
def test_a_foreign_checkpoint_is_refused(model, tmp_path, content):
    file = tmp_path / "run.checkpoint.npz"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="checkpoint"):
        restore(file, model.initial(0))


def test_a_checkpoint_of_another_network_is_refused(model, tmp_path):
    store(tmp_path / "x.npz", torch.zeros(3, dtype=torch.float64), 1)
    with pytest.raises(BadInput, match="parameters"):
        restore(tmp_path / "x.npz", model.initial(0))


def test_the_gradient_norm_is_measured_not_assumed(model, loss):
    theta = newton(loss, descend(loss, model.initial(0), CONFIG), CONFIG)
    moved = theta + 1e-6
    assert float(value_and_gradient(loss, moved)[1].norm()) > 1e-12
