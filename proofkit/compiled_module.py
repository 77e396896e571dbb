"""Modules written to be compiled: named by the hash of their text, kept between processes with their machine code."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType

import numba


def fingerprint(*modules: ModuleType) -> str:
    """Return what machine code made from these modules depends on: Numba's version and their source.

    A module's text must contain it, since Numba looks at the age of the module's own file only.
    """
    sources = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    return f"numba {numba.__version__}, sources {hashlib.sha256(sources).hexdigest()[:16]}"


@cache
def module_of(text: str) -> ModuleType:
    """Return the module with this text, written to the cache folder unless it is there."""
    name = f"proofkit_kernel_{hashlib.sha256(text.encode()).hexdigest()[:24]}"
    path = cache_folder() / f"{name}.py"
    if not path.exists() or path.read_text() != text:
        write_whole(path, text)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def write_whole(path: Path, text: str) -> None:
    """Write through a temporary file, so that another process never reads half of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(temporary).replace(path)


@cache
def cache_folder(kind: str = "kernels") -> Path:
    """Return the user's cache folder for one kind of files ($XDG_CACHE_HOME), or a private temporary one.

    Args:
        kind: "kernels" (compiled modules) or "certificates".
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "proofkit" / kind
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"proofkit-{kind}-"))
    return folder
