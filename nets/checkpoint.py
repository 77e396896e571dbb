"""Checkpoints of a training: its exact state, replaced atomically, so a killed run resumes bit for bit."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from proofkit.errors import BadInput

from .backend import Tensor, torch
from .files import replace_file


def store(path: Path, theta: Tensor, step: int) -> None:
    """Save the parameters, shape (p,), after `step` steps, exactly."""
    buffer = io.BytesIO()
    np.savez(buffer, theta=theta.cpu().numpy(), step=np.int64(step))
    replace_file(path, buffer.getvalue())


def restore(path: Path, like: Tensor) -> tuple[Tensor, int]:
    """Return the saved parameters, on the device of `like`, and their step.

    Raises:
        BadInput: the file is no checkpoint, or one of another number of parameters.
    """
    try:
        with np.load(path, allow_pickle=False) as saved:
            theta, step = saved["theta"], int(saved["step"])
    except Exception as error:  # whatever numpy finds wrong with a foreign file
        raise BadInput("checkpoint", str(path), "a file written by an earlier run of this experiment") from error
    if theta.shape != tuple(like.shape):
        raise BadInput("checkpoint", str(path), f"{len(like)} parameters, not {theta.size}")
    return torch.as_tensor(theta, dtype=like.dtype, device=like.device), step
