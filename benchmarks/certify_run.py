"""Asks one engine about the claims of one case, in a process of its own, each claim within a time limit."""

from __future__ import annotations

import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START = 60.0  #: seconds until an engine must be ready
ONE_THREAD = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
TOO_LONG, NOT_ASKED = "too long", "not asked"


class Engine:
    """A running engine.

    Args:
        command: what starts it.
    """

    def __init__(self, command: Sequence[str]):
        self.errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 – lives as long as the process
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )
        self.failure = "" if self._answer(START) is not None else self._last_error()

    def ask(self, lines: Any, box: Any, limit: float) -> dict[str, Any]:
        """Return the answer to a claim; the process is gone if that was too long or it failed."""
        if self.failure:
            return {"verdict": self.failure}
        assert self.process.stdin is not None
        self.process.stdin.write((json.dumps({"lines": lines, "box": box}) + "\n").encode())
        self.process.stdin.flush()
        answer = self._answer(limit)
        if answer is not None:
            return answer if answer["seconds"] <= limit else {"verdict": TOO_LONG}
        late = self.process.poll() is None
        self.close()
        return {"verdict": TOO_LONG if late else self._last_error()}

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()

    def _answer(self, limit: float) -> dict[str, Any] | None:
        """The next line of the standard output, or None if none comes in time or the process has ended."""
        assert self.process.stdout is not None
        end, text = time.monotonic() + limit, b""
        while not text.endswith(b"\n"):
            if not select.select([self.process.stdout], [], [], max(0.0, end - time.monotonic()))[0]:
                return None
            part = os.read(self.process.stdout.fileno(), 65536)
            if not part:
                self.process.wait()
                return None
            text += part
        found: dict[str, Any] = json.loads(text)
        return found

    def _last_error(self) -> str:
        self.errors.seek(0)
        lines = [line for line in self.errors.read().splitlines() if line.strip()]
        self.close()
        return "failed: " + (lines[-1][:160] if lines else "no answer")


def asked(
    command: Sequence[str], claims: Sequence[Any], beyond: Any, box: Any, limit: float, false_limit: float
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the answers to true claims, the easiest first, and to a false one.

    Once a claim takes too long, the harder ones are not asked.
    """
    engine, found = Engine(command), list[dict[str, Any]]()
    for lines in claims:
        late = found and found[-1]["verdict"] in (TOO_LONG, NOT_ASKED)
        found.append({"verdict": NOT_ASKED} if late else engine.ask(lines, box, limit))
    if engine.process.poll() is not None and not engine.failure:
        engine = Engine(command)
    refuted = engine.ask(beyond, box, false_limit)
    engine.close()
    return found, refuted
