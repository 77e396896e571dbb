"""Pictures that a user names by a file."""

from __future__ import annotations

from pathlib import Path

from ..errors import UnknownName
from ._files import check_writable

FORMATS = ("svg", "pdf", "png")


def picture_format(file: Path) -> str:
    """Return the format that a file's name asks for, before the work that the picture needs.

    Raises:
        UnknownName: none of those that can be written.
        BadInput: the file cannot be written.
    """
    kind = file.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UnknownName("picture format", kind, FORMATS)
    check_writable(file)
    return kind
