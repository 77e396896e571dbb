"""What the network tests share: one small loss, and one study of the tiny experiment, measured once."""

from __future__ import annotations

import dataclasses

import pytest

pytest.importorskip("torch", reason="the network tests need torch")
pytest.importorskip("sklearn", reason="the network tests need scikit-learn")

from nets.config import StudyConfig
from nets.data import DataConfig, load
from nets.experiment import Session
from nets.losses import ridge_mse
from nets.models import TanhMLP
from nets.progress import silent
from nets.study import study_of_minimum

SMALL = StudyConfig(source="synthetic", samples=20, side=2, hidden=2, steps=300, multiples=(), horizon=1)


@pytest.fixture(scope="session")
def model():
    return TanhMLP(4, 3, 2)


@pytest.fixture(scope="session")
def loss(model):
    return ridge_mse(model, load(DataConfig("synthetic", classes=2, samples=20, side=2), seed=3), decay=0.05)


@pytest.fixture
def session(tmp_path):
    return Session("instability_step", "tiny", "cpu", 0, tmp_path, silent, theorem=None)


@pytest.fixture(scope="session")
def tiny_study():
    """The tiny experiment's own study, on digits; nothing predicted enters it."""
    return study_of_minimum(StudyConfig(), Session("instability_step", "tiny", "cpu", 0, None, silent, None))


@pytest.fixture(scope="session")
def small():
    """A configuration that trains in about a tenth of a second."""
    return dataclasses.replace(SMALL)
