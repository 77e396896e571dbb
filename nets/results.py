"""Results on disk: the evidence of one run with everything needed to repeat it, as one JSON file."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from proofkit.evidence import Evidence
from proofkit.plain import plain

from .experiment import Session
from .files import replace_file

PACKAGES = ("gradient-proofkit", "torch", "numpy", "scipy", "scikit-learn")


def fingerprint(config: Any, session: Session) -> str:
    """Return 12 hex digits that name this configuration, seed, device and these versions."""
    return hashlib.sha256(json.dumps(_identity(config, session), sort_keys=True).encode()).hexdigest()[:12]


def provenance(config: Any, session: Session) -> dict[str, Any]:
    """Return what identifies a run: experiment, size, seed, device, configuration, versions, git revision."""
    return _identity(config, session) | {"platform": platform.platform(), "revision": revision()}


def save(evidence: Iterable[Evidence], config: Any, session: Session) -> Path | None:
    """Write the evidence and its provenance into the session's out folder, atomically.

    Returns:
        The file, or None when the session writes nothing.
    """
    if session.out is None:
        return None
    path = session.out / f"{session.experiment}-{session.size}-{fingerprint(config, session)}.json"
    content = {"provenance": provenance(config, session), "evidence": plain(tuple(evidence))}
    replace_file(path, json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode())
    return path


def checkpoint_file(config: Any, session: Session) -> Path | None:
    """Return where this run keeps its checkpoint; another configuration, seed or version has another file."""
    return None if session.out is None else session.out / f"{fingerprint(config, session)}.checkpoint.npz"


def revision() -> str | None:
    """Return the git commit of this code, with "+" when files differ from it; None outside a clone."""
    folder = Path(__file__).resolve().parent
    try:
        commit = subprocess.run(
            ["git", "describe", "--always", "--abbrev=40", "--dirty=+", "--exclude=*"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return commit.stdout.strip() or None


def _identity(config: Any, session: Session) -> dict[str, Any]:
    run = {"experiment": session.experiment, "size": session.size, "seed": session.seed, "device": session.device}
    return run | {"config": plain(config), "versions": {name: _version(name) for name in PACKAGES}}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
