"""Where networks run: the one place that imports torch, picks the device and makes runs repeatable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from proofkit.errors import BadInput, MissingExtra

try:
    import torch
except ImportError as missing:
    raise MissingExtra("a network experiment", "nets") from missing

__all__ = ["Tensor", "repeatable", "torch", "usable_device"]

Tensor = torch.Tensor

#: every number of an experiment is a float64
DTYPE = torch.float64


def usable_device(name: str) -> torch.device:
    """Return the torch device called "cpu" or "cuda".

    Raises:
        BadInput: another name, or no CUDA device is available here.
    """
    if name not in ("cpu", "cuda"):
        raise BadInput("device", name, "cpu or cuda")
    if name == "cuda" and not torch.cuda.is_available():
        raise BadInput("device", name, "cpu (torch finds no CUDA device here)")
    return torch.device(name)


@contextmanager
def repeatable() -> Iterator[None]:
    """Within the block: deterministic algorithms, full-precision products (no TF32), one CPU thread.

    One thread keeps the order of every sum, hence every bit, independent of the machine's core count.
    The caller's settings are restored at the end.
    """
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # cuBLAS is deterministic only with it
    threads, precision = torch.get_num_threads(), torch.get_float32_matmul_precision()
    strict = torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("highest")
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(strict)
        torch.set_float32_matmul_precision(precision)
        torch.set_num_threads(threads)
