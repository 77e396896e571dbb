"""The store of earlier answers: one certificate file a question, in a folder; `certify` that looks there first."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from .. import discovery
from ..certificate import Certificate
from ..certify import certify
from ..compiled_module import cache_folder, write_whole
from ..environment import versions
from ..errors import BadInput
from ..landscape import Landscape
from ..region import Point, Region
from ..statement import Statement
from ..symbolic_rational import exact
from ..verdict import Verdict
from .encoded import number_text, optional, point_data, region_data
from .file import certificate_text, read_certificate
from .function import function_data

ENVIRONMENT = "PROOFKIT_STORE"  #: names another folder than the user's cache folder
SOURCES = (
    "certify.py", "conditions", "enclosure", "interval", "classes", "function_class.py", "region.py", "reading.py",
    "landscape.py", "landscape_expression.py", "symbolic_piecewise.py",
)  # fmt: skip


@dataclass(frozen=True)
class Store:
    """Certificates that hold or are refuted, by the question they answer.

    A file is named by the hash of the question and the hash of its content; one whose content does not fit its name is
    ignored and replaced. Whoever can write to the folder can write answers: `recheck` looks at one again.

    Args:
        folder: where.
        fresh: ask again instead of looking; the answers are kept.
    """

    folder: Path
    fresh: bool = False

    def certify(
        self,
        landscape: Landscape,
        condition: str,
        region: Region,
        *,
        center: Point | None = None,
        constant: Fraction | None = None,
        step: Fraction | None = None,
        tolerance: Fraction = Fraction(1, 1000),
        budget: float = 10.0,
        asked: Statement | None = None,
        constants: Mapping[str, Fraction] | None = None,
    ) -> Certificate:
        """Do what `proofkit.certify` does, or return its earlier answer to the question with `stored` set."""
        question = _question(landscape, condition, region, (center, constant, step, tolerance), asked, constants or {})
        earlier = None if self.fresh or question is None else self._find(question)
        if earlier is not None and (earlier.condition, earlier.region, earlier.claim) == (condition, region, constant):
            return replace(earlier, stored=True)
        found = certify(
            landscape,
            condition,
            region,
            center=center,
            constant=constant,
            step=step,
            tolerance=tolerance,
            budget=budget,
            asked=asked,
            constants=constants,
        )
        if question is not None and found.verdict is not Verdict.UNDECIDED:
            self._keep(question, found, landscape)
        return found

    def _find(self, question: str) -> Certificate | None:
        for path in self.folder.glob(f"{question}-*.json"):
            with suppress(OSError, UnicodeDecodeError, BadInput):  # a damaged file: as if there were none
                filed = read_certificate(path.read_text("utf-8"))
                if filed.intact and path.stem == f"{question}-{filed.digest}":
                    return filed.certificate
        return None

    def _keep(self, question: str, found: Certificate, landscape: Landscape) -> None:
        """Write the answer and remove others to the question; a folder that cannot be written to keeps nothing."""
        with suppress(OSError, BadInput):
            text = certificate_text(found, landscape)
            path = self.folder / f"{question}-{read_certificate(text).digest}.json"
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
            for other in self.folder.glob(f"{question}-*.json"):
                if other != path:
                    other.unlink(missing_ok=True)


def store(*, fresh: bool = False) -> Store:
    """Return the user's store: in $PROOFKIT_STORE, or in the cache folder."""
    named = os.environ.get(ENVIRONMENT)
    return Store(Path(named) if named else cache_folder("certificates"), fresh)


def _question(
    landscape: Landscape,
    condition: str,
    region: Region,
    numbers: tuple[Point | None, Fraction | None, Fraction | None, Fraction],
    asked: Statement | None,
    constants: Mapping[str, Fraction],
) -> str | None:
    """The hash of a question, or None when it cannot be written down (`certify` tells what is wrong with it)."""
    center, *others = numbers
    try:
        data = {
            "library": library(),
            "function": function_data(landscape),
            "points": {name: point_data(p) for name, p in landscape.points.items()},
            "regions": {name: region_data(r) for name, r in landscape.regions.items()},
            "constants": {name: number_text(c) for name, c in landscape.constants.items()},
            "condition": condition,
            "region": region_data(region),
            "center": optional(center, lambda p: point_data(tuple(exact(x) for x in p))),
            "numbers": [optional(number, lambda x: number_text(exact(x))) for number in others],
            "given": {name: number_text(exact(value, name)) for name, value in constants.items()},
            "asked": optional(asked, lambda statement: [dict(statement.declare), dict(statement.hypotheses)]),
        }
    except BadInput:
        return None
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


@cache
def library() -> str:
    """Return what answers depend on besides the question: all versions, and the sources of what certifies."""
    root = Path(str(discovery.__file__)).parent
    files = [
        f for name in SOURCES for f in ([root / name] if name.endswith(".py") else sorted((root / name).glob("*.py")))
    ]
    return f"{versions()} {hashlib.sha256(b''.join(f.read_bytes() for f in files)).hexdigest()}"
