"""What `derive` found, as sentences and formulas that every format prints: class, method, factor, how sharp it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from .. import discovery
from ..typesetting import name_latex, typeset
from ..worst_case.measure import parse_measure
from ..worst_case.momentum import LYAPUNOV
from ..worst_case.printable import DerivedTheorem, best, coverage, sharpness, theorems, threshold, where

FACTOR = "F"
FIRST = "Where several of the conditions hold, the first counts."
FREE = "Its theorem proves a factor for every value of a free weight; this is the one at the best value, "
#: what the factor is for momentum
RADIUS = "Then F = rho**2, rho the largest spectral radius of the step over the curvatures from mu to L, is"
WORDS = {
    "distance": "squared distance to the minimiser",
    "fgap": "gap f(x) - f(x_star)",
    "gradnorm": "squared norm of the gradient",
    "lyapunov": "a quadratic form in two successive points",
}
DECLARED = {"f": "vector -> scalar", "g": "vector -> vector", "x": "vector", "x_star": "vector", "xi": "vector"}


@dataclass(frozen=True)
class Formula:
    """A symbol by cases: (LaTeX of its value, when in prose), the first that applies."""

    symbol: str
    cases: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """An answer in sentences (prose, for `segments`) and formulas.

    Args:
        title: the method.
        subtitle: the classes and the measure.
        classes: (prose, inequality in kernel text, source).
        setting: what f, its minimiser, the constants and the step are.
        claim: the inequality, LaTeX; "" for momentum, of which the notes say what the measure is.
        formulas: the factor and, with noise, what is added.
        pieces: (what is said of a piece, name of the theorem that proves it, its free weights with their best values).
        ends: the threshold, the best step, what else must be known.
        theorems: each piece, its n steps, the threshold.
    """

    title: str
    subtitle: str
    classes: tuple[tuple[str, str, str], ...]
    setting: str
    claim: str
    formulas: tuple[Formula, ...]
    pieces: tuple[tuple[str, str, Mapping[str, str]], ...]
    ends: tuple[str, ...]
    theorems: tuple[DerivedTheorem, ...]


def told(found: Any) -> Told:
    """Return a `WorstCase` as sentences and formulas."""
    method = discovery.load("method", found.method)
    kinds = [discovery.load("class", name) for name in found.function_class]
    assumed, notes = _assumed(found, kinds, method)
    line = " on the line" if found.dimension == "1" else ""
    return Told(
        f"The worst case of one step of {_lowered(method.title)}",
        f"{'Classes' if len(kinds) > 1 else 'Class'}: {', '.join(_short(kind.title) for kind in kinds)}."
        f" Measure: {WORDS.get(found.measure, found.measure)}.",
        tuple((_named(kind), _inequality(kind), kind.source) for kind in kinds),
        f"Let f be differentiable{line} with gradient g and a global minimiser x_star, and let {assumed}."
        f" One step of {_lowered(method.title)} from x leads to x_next = {method.update}.",
        _claim(found),
        tuple(_formulas(found)),
        tuple(
            (sharpness(part), part.derivation.statement.name, {n: typeset(str(b)) for n, b in part.parameter.items()})
            for part in found.pieces
        ),
        (_coverage(found), _threshold(found), _best(found), *map(_sentence, notes)),
        tuple(theorems(found)),
    )


def _assumed(found: Any, kinds: list[Any], method: Any) -> tuple[str, list[str]]:
    """What is assumed of the constants, and the notes that say other things."""
    head = "assumed of the constants: "
    said = [note.removeprefix(head) for note in found.notes if note.startswith(head)]
    signs = [text for kind in kinds for text in kind.signs] + [text for text in method.given if "(" not in text]
    noise = f"noise*sigma**2, with noise = {getattr(found, 'noise', '')}"
    notes = [note.replace(noise, "N*sigma**2") for note in found.notes if not note.startswith(head)]
    notes = [f"the class {note}" if note.split()[0] in found.function_class else note for note in notes]
    return (said or [", ".join(dict.fromkeys([*signs, "eta > 0"]))])[0], notes


def _short(title: str) -> str:
    """A class's title without what stands in brackets."""
    return title.partition(" (")[0]


def _lowered(title: str) -> str:
    """A title inside a sentence; names of people and abbreviations stay as they are."""
    first = title.split()[0]
    return title if first in ("Nesterov", "Polyak") or first.isupper() else title[0].lower() + title[1:]


def _named(kind: Any) -> str:
    title, constants = _short(kind.title), kind.constants
    said = not constants or set(constants) <= set(title.split())
    return title if said else f"{title} with constant{'s' * (len(constants) > 1)} {', '.join(constants)}"


def _inequality(kind: Any) -> str:
    return kind.hypothesis(center="x_star", interpolation=True)


def _claim(found: Any) -> str:
    """The inequality, LaTeX; "" for momentum."""
    if found.measure == LYAPUNOV:
        return ""
    if hasattr(found, "noise"):
        after, before = (typeset(f"sq({point} - x_star)", DECLARED) for point in ("x_next", "x"))
        return rf"\mathbb{{E}} {after} \le {FACTOR}\, {before} + N\, \sigma^{{2}}"
    measure = parse_measure(found.measure)
    before = measure.text("x")
    several = len(measure.weights) > 1 or "fgap" in measure.weights
    right = f"{FACTOR}*({before})" if several else f"{FACTOR}*{before}"
    return typeset(f"{measure.text('x_next')} <= {right}", DECLARED)


def _formulas(found: Any) -> Iterator[Formula]:
    yield Formula(FACTOR, tuple((typeset(str(part.factor)), where(part)) for part in found.pieces))
    noise = getattr(found, "noise", None)
    if isinstance(noise, sp.Piecewise):
        yield Formula("N", tuple((typeset(str(value)), str(holds)) for value, holds in noise.args))


def _coverage(found: Any) -> str:
    words, known = coverage(found)
    return _sentence(f"{words} ({known})" if known else words)


def _threshold(found: Any) -> str:
    ends, known = threshold(found)
    return f"Threshold: {ends}{f' ({known})' if known else ''}."


def _best(found: Any) -> str:
    if found.best_step is None:
        return _sentence(best(found))
    return f"The least {'factor' if found.sharp else 'bound'} is that of the step eta = {found.best_step}."


def _sentence(note: str) -> str:
    return f"{note[0].upper()}{note[1:]}."


def weight(name: str) -> str:
    """Return a free weight as LaTeX."""
    return name_latex(name)


def piece(said: Told, index: int) -> str:
    """Return what a piece is called."""
    return f"Piece {index}" if len(said.pieces) > 1 else "The factor"


def basis(said: Told) -> str:
    """Return what of the answer the kernel has checked, and what not."""
    proved = "the inequality of each piece" if len(said.pieces) > 1 else "the inequality"
    last = " and the threshold" if said.theorems[-1].title == "The threshold" else ""
    weights = any(best for _, _, best in said.pieces)
    free = ", and that a formula is the one at the best free weight is algebra outside it, too" if weights else ""
    return (
        f"The kernel has checked {proved}{last}: the theorems below are its derivations written out. How sharp a"
        f" factor is was shown on the function that is named, outside the kernel{free}."
    )
