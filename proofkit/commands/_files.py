"""Writing the files that a user names."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

from ..errors import BadInput


def write(file: Path, text: str) -> None:
    """Write text to a file, in a folder that exists.

    Raises:
        BadInput: that cannot be done.
    """
    check_place(file)
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise unwritable(file, error) from None


def check_place(file: Path | None) -> None:
    """Find out now, not after the work, whether a file that may be asked for can have its place.

    Raises:
        BadInput: it is a folder, or its folder is missing; no folder is made for a file.
    """
    if file and file.is_dir():
        raise BadInput("file", str(file), "a file, not a folder")
    if file and not file.parent.is_dir():
        raise BadInput("file", str(file), f"a file in a folder that exists (there is no folder {file.parent})")


def check_writable(file: Path) -> None:
    """Find out now, not after the work, whether a file can be written.

    Raises:
        BadInput: it cannot.
    """
    check_place(file)
    try:
        file.open("a").close()
    except OSError as error:
        raise unwritable(file, error) from None


def check_folder(folder: Path) -> None:
    """Make a folder, if it is not there, before the work that fills it.

    Raises:
        BadInput: it is a file, or cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise BadInput("folder", str(folder), f"a folder that can be written to ({error.strerror})") from None


def unwritable(file: Path, error: OSError) -> BadInput:
    """Return the error for a file that cannot be written."""
    return BadInput("file", str(file), f"a file that can be written ({error.strerror})")
