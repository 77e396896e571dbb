"""The network, its symmetries, its data and its loss, each against a plain recomputation."""

from __future__ import annotations

import itertools

import pytest
import torch

from nets.data import DataConfig, load
from nets.losses import ridge_mse
from nets.models import TanhMLP
from proofkit.errors import BadInput


def test_outputs_are_those_of_torchs_own_layers(model):
    theta, inputs = model.initial(5), torch.randn(7, 4, dtype=torch.float64)
    into, hidden_bias, out, output_bias = model.parts(theta + 0.1)
    hidden = torch.nn.functional.linear(inputs, into.T, hidden_bias).tanh()
    expected = torch.nn.functional.linear(hidden, out.T, output_bias)
    assert torch.allclose(model(theta + 0.1, inputs), expected)


def test_loss_is_the_mean_square_error_plus_the_ridge(model):
    data = load(DataConfig("synthetic", samples=20, side=2), seed=0)
    theta = model.initial(0)
    square = torch.nn.functional.mse_loss(model(theta, data.inputs), data.targets, reduction="sum") / 40
    assert torch.allclose(ridge_mse(model, data, 0.5)(theta), square + 0.25 * theta.square().sum())


def copies(model, theta):
    """Every signed permutation of the hidden units, applied to θ."""
    into, hidden_bias, out, output_bias = model.parts(theta)
    for order in itertools.permutations(range(model.hidden)):
        for signs in itertools.product((1, -1), repeat=model.hidden):
            s = torch.tensor(signs, dtype=theta.dtype)
            moved = into[:, order] * s, hidden_bias[[*order]] * s, out[[*order]] * s[:, None], output_bias
            yield torch.cat([part.flatten() for part in moved])


@pytest.mark.parametrize("seed", range(8))
def test_nearest_copy_is_the_nearest_of_all_signed_permutations(seed):
    model = TanhMLP(2, 3, 1)
    theta, inputs = model.initial(seed) + 0.1, torch.randn(5, 2, dtype=torch.float64)
    images = list(copies(model, theta))
    assert len(images) == 48
    assert all(torch.allclose(model(image, inputs), model(theta, inputs)) for image in images)
    distances = [float((image - theta).norm()) for image in images]
    assert model.nearest_copy(theta) == pytest.approx(min(d for d in distances if d > 1e-6))


def test_a_dead_unit_makes_no_copy_of_its_own():
    model = TanhMLP(2, 2, 1)
    theta = torch.zeros(model.size, dtype=torch.float64)
    model.parts(theta)[0][:, 0] = torch.tensor([3.0, 4.0])
    assert model.nearest_copy(theta) == pytest.approx(50**0.5)


def test_digits_are_the_asked_ones_and_centred():
    data = load(DataConfig("digits", classes=3, samples=50, side=4), seed=1)
    assert data.inputs.shape == (50, 16) and data.targets.shape == (50, 3)
    assert float(data.inputs.mean(0).abs().max()) < 1e-12
    assert sorted(set(data.targets.flatten().tolist())) == [-1, 1]
    assert data.targets.sum(1).tolist() == [-1] * 50


@pytest.mark.parametrize("source", ["digits", "synthetic"])
def test_the_seed_decides_the_data(source):
    config = DataConfig(source, samples=30)
    assert torch.equal(load(config, 4).inputs, load(config, 4).inputs)
    assert not torch.equal(load(config, 4).inputs, load(config, 5).inputs)


@pytest.mark.parametrize(
    "config",
    [
        DataConfig("mnist"),
        DataConfig("digits", classes=11),
        DataConfig("digits", samples=100_000),
        DataConfig("digits", samples=0),
        DataConfig("synthetic", samples=0),
        DataConfig(side=3),
        DataConfig(side=0),
        DataConfig(classes=1),
    ],
)
def test_impossible_data_is_refused_in_one_line(config):
    with pytest.raises(BadInput) as refused:
        load(config, 0)
    assert "\n" not in str(refused.value)
