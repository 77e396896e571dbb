"""The type of a numerical check: a theorem's prediction beside a floating-point measurement, with its cost."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import sympy as sp

from . import discovery
from .errors import BadInput
from .evidence import Evidence
from .landscape import Landscape
from .verdict import Verdict

Size = Literal["quick", "full"]
Numbers = Mapping[str, Fraction | float]
FULL = 10  #: a full run draws so many times the starts of a quick one


@dataclass(frozen=True)
class Trial:
    """One run of a check: the theorem under test, the seed and the size.

    Args:
        check: name of the check.
        theorem: the `Theorem` whose formulas and thresholds are the prediction.
        seed: of every random draw.
        size: "quick" or "full".
    """

    check: str
    theorem: Any
    seed: int
    size: Size

    def count(self, quick: int) -> int:
        """Return how many starts to draw, given the number for a quick run."""
        return quick * (FULL if self.size == "full" else 1)

    def witnesses(self) -> Iterator[Landscape]:
        """Yield the landscapes the theorem names as its witnesses."""
        for name, parameters in self.theorem.witnesses:
            yield discovery.landscape(name, **parameters)

    def formula(self, name: str, constants: Numbers) -> float:
        """Return a formula of the theorem, at these constants, as a float."""
        return number(self.theorem.formula(name), constants)

    def lower(self, threshold: str, constants: Numbers) -> float:
        """Return the lower end of a threshold of the theorem, at these constants."""
        return ends(self.theorem, threshold, constants)[0]

    def upper(self, threshold: str, constants: Numbers) -> float:
        """Return the upper end of a threshold of the theorem, at these constants."""
        return ends(self.theorem, threshold, constants)[1]

    def evidence(
        self, setting: str, side: str, claim: str, *, predicted: float, measured: float, holds: bool, **more: Any
    ) -> Evidence:
        """Return one measured statement; `more` are further fields of `Evidence`."""
        verdict = Verdict.HOLDS if holds else Verdict.REFUTED
        return Evidence(
            self.check, self.theorem.name, setting, side, claim, predicted, measured, verdict, seed=self.seed, **more
        )


@dataclass(frozen=True)
class Check:
    """A numerical check of one theorem.

    Args:
        name: file name in `checks/`.
        title: what it compares, in a line.
        theorem: name of the theorem it tests.
        seconds: declared cost of a quick run with its kernels already compiled.
        measure: the measurement, yielding one `Evidence` per tested statement.
    """

    name: str
    title: str
    theorem: str
    seconds: float
    measure: Callable[[Trial], Iterable[Evidence]]

    def run(self, seed: int = 0, size: Size = "quick", theorem: Any = None) -> tuple[Evidence, ...]:
        """Measure, and return what was found.

        Args:
            seed: of every random draw; the same seed gives the same evidence.
            size: "quick", or "full" for ten times the starts.
            theorem: another prediction to test in place of the library's theorem (a test that the check
                can fail passes a wrong one).
        Raises:
            BadInput: another size.
        """
        if size not in ("quick", "full"):
            raise BadInput("size", size, "quick or full")
        trial = Trial(self.name, discovery.theorem(self.theorem) if theorem is None else theorem, seed, size)
        return tuple(timed(self.measure(trial)))


def timed(found: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield the evidence with the time each piece took."""
    began = time.perf_counter()
    for evidence in found:
        now = time.perf_counter()
        yield replace(evidence, seconds=now - began)
        began = now


def ends(theorem: Any, threshold: str, constants: Numbers) -> tuple[float, float]:
    """Return both ends of a theorem's threshold (−∞, ∞ where there is none), auxiliary symbols written out.

    Raises:
        BadInput: a constant is missing, or the threshold is not real at these constants.
    """
    known = dict(constants)
    for name, value in theorem.definitions.items():
        if name not in known and {s.name for s in value.free_symbols} <= set(known):
            known[name] = number(value, known)
    low, high = theorem.threshold(threshold).at(known)
    what = f"threshold {threshold}"
    return -math.inf if low is None else real(low, what), math.inf if high is None else real(high, what)


def number(formula: sp.Expr, constants: Numbers) -> float:
    """Return a formula in named constants as a float; it is evaluated exactly first where they are exact.

    Raises:
        BadInput: a symbol that no constant has the name of, or a value that is not real.
    """
    missing = sorted(s.name for s in formula.free_symbols if s.name not in constants)
    if missing:
        raise BadInput("constants", ", ".join(sorted(constants)), f"also {', '.join(missing)}")
    return real(
        formula.subs({s: sp.sympify(constants[s.name], strict=True) for s in formula.free_symbols}), str(formula)
    )


def real(value: sp.Expr, what: str) -> float:
    """Return an exact number as a float.

    Raises:
        BadInput: it is complex or infinite: the formula says nothing at these constants.
    """
    if not sp.sympify(value, strict=True).is_real:
        raise BadInput(what, value, "constants at which it is a real number")
    return float(value)
