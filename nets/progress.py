"""How a long run tells its caller where it is; nothing in this package prints."""

from __future__ import annotations

from collections.abc import Callable

#: called with (stage, steps done, steps in all)
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Ignore progress."""
