"""Copies of `proofkit.enclosure` and of the search with one line of their source changed, run as plain Python.

They show that the checks of the package fail where they should. A copy is a package of another name: its enclosures
and its search are the edited source; what they import beside it is the real thing.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

from enclosure_checks import kit

SOURCE = Path(importlib.import_module("proofkit").__file__ or "").parent
SHIMS = {
    "compile_options.py": "def compiled(function):\n    return function\n",
    "errors.py": "from proofkit.errors import *\n",
    "region.py": "from proofkit.region import *\n",
    "interval/leaves.py": "from proofkit.interval.leaves import KEPT, Leaves\n",
    "interval/probe.py": "from proofkit.interval.probe import *\n",
    "interval/tape.py": "from proofkit.interval.tape import *\n",
    "enclosure/compiled.py": "from .machine import execute\nfrom .forms import enclosures\n"
    "from .eigenvalues import least_eigenvalues\n",
}
#: fewer boxes at a time, and so less to compute
FEWER = (("enclosure/machine.py", "BLOCK = 128", "BLOCK = 8"), ("interval/boxes.py", "BATCH = 1024", "BATCH = 1"))


def planted(folder: Path, name: str, file: str = "", old: str = "", new: str = "") -> SimpleNamespace:
    """Return the modules of a copy in which `old`, which occurs once in `file`, is `new`.

    Args:
        folder: where to write it.
        name: of the copy: no other may have it.
        file: as in "enclosure/rounding.py"; "" for an exact copy.
    """
    root = folder / name
    files = [*(SOURCE / "enclosure").glob("*.py"), SOURCE / "interval/boxes.py"]
    texts = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in files} | SHIMS
    if file:
        assert texts[file].count(old) == 1, f"{old!r} occurs {texts[file].count(old)} times in {file}"
        texts[file] = texts[file].replace(old, new)
    for path, usual, small in FEWER:
        texts[path] = texts[path].replace(usual, small)
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "__init__.py").touch()
    (root / "interval/__init__.py").touch()
    sys.path.insert(0, str(folder))
    try:
        importlib.invalidate_caches()
        return kit(name)
    finally:
        sys.path.remove(str(folder))
