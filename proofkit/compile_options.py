"""The one place that owns how Numba compiles: every compiled function of the engine is decorated here.

No `fastmath`: it would let the compiler reorder sums and assume no NaN, so results would change with the
machine, and a diverged trajectory would go unseen. `error_model="numpy"`: a division by zero gives inf or
NaN, which the loop reports as divergence, instead of raising in the middle of a batch. `nogil` lets plain
Python threads run blocks side by side; Numba's own `parallel` is not used, since it doubles compile time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a building block; it is compiled again inside every entry that calls it."""
    return cast(F, njit(error_model="numpy", nogil=True, fastmath=False)(function))


def compiled_within(owner: str) -> Callable[[F], F]:
    """Return `compiled` for a function made once per generated module: its symbol carries the module's name.

    Numba names machine code by qualified name, argument types and a per-process number. Two closures of one
    origin, compiled in two processes and both loaded from disk in a third, could share all of these, and
    the linker would silently keep the first.
    """

    def decorate(function: F) -> F:
        function.__qualname__ = f"{owner}.{function.__qualname__}"
        return compiled(function)

    return decorate


def compiled_entry(function: F) -> F:
    """Compile a module's entry and keep the machine code on disk beside its file."""
    return cast(F, njit(cache=True, error_model="numpy", nogil=True, fastmath=False)(function))
