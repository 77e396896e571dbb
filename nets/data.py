"""The data sets: scikit-learn's digits, or synthetic clusters; which one is always the caller's choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from proofkit.errors import BadInput, MissingExtra

from .backend import DTYPE, Tensor, torch

SIDE = 8  # a digit is 8 × 8 pixels


@dataclass(frozen=True)
class DataConfig:
    """What to train on.

    Args:
        source: "digits" (scikit-learn's, shipped with it: no download) or "synthetic" (Gaussian clusters).
        classes: number of classes; for digits the digits 0 … classes − 1.
        samples: number of samples, drawn without replacement.
        side: images are averaged down to side × side pixels (1, 2, 4 or 8); a sample has side² inputs.
    """

    source: str = "digits"
    classes: int = 2
    samples: int = 60
    side: int = 4


@dataclass(frozen=True, eq=False)
class Dataset:
    """Inputs of shape (samples, side²), centred, and targets of shape (samples, classes), ±1 by class."""

    name: str
    inputs: Tensor
    targets: Tensor

    def to(self, device: Any) -> Dataset:
        """Return the same data on a torch device."""
        return Dataset(self.name, self.inputs.to(device), self.targets.to(device))


def load(config: DataConfig, seed: int) -> Dataset:
    """Return the data set of a configuration; the seed draws the subsample (or the clusters).

    Raises:
        BadInput: unknown source, or sizes the source cannot give.
        MissingExtra: digits without scikit-learn.
    """
    if config.source not in SOURCES:
        raise BadInput("data source", config.source, " or ".join(SOURCES))
    if config.side not in (1, 2, 4, SIDE) or config.classes < 2:
        raise BadInput("data", config, "side 1, 2, 4 or 8 and at least 2 classes")
    images, labels = SOURCES[config.source](config, torch.Generator().manual_seed(seed))
    block = SIDE // config.side
    pooled = torch.nn.functional.avg_pool2d(images[:, None], block).flatten(1)
    targets = 2 * torch.nn.functional.one_hot(labels, config.classes).to(DTYPE) - 1
    return Dataset(config.source, pooled - pooled.mean(0), targets)


def _digits(config: DataConfig, source: Any) -> tuple[Tensor, Tensor]:
    try:
        from sklearn.datasets import load_digits
    except ImportError as missing:
        raise MissingExtra("the digits data", "nets") from missing
    if config.classes > 10:
        raise BadInput("classes", config.classes, "at most 10 digits")
    images, labels = load_digits(n_class=config.classes, return_X_y=True)
    if not 0 < config.samples <= len(labels):
        raise BadInput("samples", config.samples, f"1 to {len(labels)} with {config.classes} classes")
    chosen = torch.randperm(len(labels), generator=source)[: config.samples]
    pixels = torch.as_tensor(images, dtype=DTYPE)[chosen].view(-1, SIDE, SIDE) / 16
    return pixels, torch.as_tensor(labels, dtype=torch.int64)[chosen]


def _synthetic(config: DataConfig, source: Any) -> tuple[Tensor, Tensor]:
    if config.samples < 1:
        raise BadInput("samples", config.samples, "at least 1")
    labels = torch.arange(config.samples) % config.classes
    centers = torch.rand(config.classes, SIDE, SIDE, generator=source, dtype=DTYPE)
    noise = torch.randn(config.samples, SIDE, SIDE, generator=source, dtype=DTYPE)
    return centers[labels] + noise / 8, labels


SOURCES = {"digits": _digits, "synthetic": _synthetic}
