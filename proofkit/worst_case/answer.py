"""The type of an answer: the factor of one step, piece by piece, each with its proof and how sharp it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ..derivation import Derivation
from ..verdict import Strength

ATTAINED, APPROACHED, UPPER = "attained", "approached", "upper bound only"


def joined(derivations: Sequence[Derivation]) -> tuple[str, ...]:
    """Return one proof file, line by line, what several rest on written once."""
    blocks: dict[str, tuple[str, ...]] = {}
    for derivation in derivations:
        blocks.update(derivation.blocks)
    return tuple(line for block in blocks.values() for line in block)


@dataclass(frozen=True)
class PieceOfFactor:
    """One formula for the factor, on a region of the constants and the step.

    Args:
        factor: by which one step multiplies the measure at most.
        region: inequalities in kernel text; () is everywhere.
        parameter: the free weight of the proof, if it has one → its best value; the proof holds for every value that
            its hypotheses allow.
        sharpness: "attained", "approached" (by a family of functions) or "upper bound only".
        worst_case: the function it is attained on or approached by; "" if none is known.
        weights: for each proof in use, inequality → its multiplier.
        squares: for each proof in use, (multiplier, vector whose squared norm it multiplies).
        derivation: what the kernel replayed.
        all_steps: the same for n steps and all n, if that was asked for.
    """

    factor: sp.Expr
    region: tuple[str, ...]
    parameter: Mapping[str, sp.Expr]
    sharpness: str
    worst_case: str
    weights: tuple[Mapping[str, sp.Expr], ...]
    squares: tuple[tuple[tuple[sp.Expr, str], ...], ...]
    derivation: Derivation
    all_steps: Derivation | None = None

    @property
    def strength(self) -> Strength:
        """PROVED: the derivation has been replayed."""
        return Strength.PROVED if self.derivation.replay().name == self.derivation.statement.name else Strength.STATED

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "factor": str(self.factor),
            "region": list(self.region),
            "parameter": {name: str(best) for name, best in self.parameter.items()},
            "strength": self.strength.value,
            "sharpness": self.sharpness,
            "worst_case": self.worst_case,
            "proofs": [
                {
                    "weights": {label: str(weight) for label, weight in weights.items()},
                    "squares": [[str(weight), vector] for weight, vector in squares],
                }
                for weights, squares in zip(self.weights, self.squares, strict=True)
            ],
            "theorem": self.derivation.statement.name,
            "hypotheses": dict(self.derivation.statement.hypotheses),
            "conclusion": self.derivation.statement.conclusion,
            "all_steps": self.all_steps.statement.header if self.all_steps else None,
        }


@dataclass(frozen=True)
class WorstCase:
    """What one step of a method does at worst to a measure on a class of functions.

    Args:
        function_class: the classes assumed, by name.
        method: its name.
        measure: the text of the measure; the factor multiplies it (so the squared distance, for "distance").
        dimension: "any", or "1" on the line.
        pieces: the factor, piece by piece.
        threshold: the step up to which the factor is at most 1; ∞ for all steps, 0 for none, None if there is no
            formula for it.
        contracts: whether the factor is below 1 for steps below the threshold, rather than 1.
        best_step: the step with the least factor; None if none was found, or no one step is best.
        threshold_proof: the kernel's confirmation of the threshold; None if there is none.
        notes: what else must be known: classes joined, regions left open, other dimensions.
        coverage_proof: the kernel's confirmation that at all constants and steps the region of some piece holds;
            None if there is none, or if one piece holds everywhere.
        threshold_is_sharp: whether the threshold is that of the class: beyond it some function has a factor above 1.
        window: where the factor is above 1 for small steps: between which steps it is below 1, as far as there are
            such steps; None if that was not found.
        no_best_step: why no one step is best; "" where one is, or that was not decided.
    """

    function_class: tuple[str, ...]
    method: str
    measure: str
    dimension: str
    pieces: tuple[PieceOfFactor, ...]
    threshold: sp.Expr | None
    contracts: bool
    best_step: sp.Expr | None
    threshold_proof: Derivation | None
    notes: tuple[str, ...] = ()
    coverage_proof: Derivation | None = None
    threshold_is_sharp: bool = True
    window: tuple[sp.Expr, sp.Expr] | None = None
    no_best_step: str = ""

    @property
    def name(self) -> str:
        """An identifier, of which those of its statements are continuations."""
        return self.pieces[0].derivation.statement.name.rpartition("__")[0]

    @property
    def factor(self) -> sp.Expr:
        """The factor as one expression: a maximum where every piece is attained, else a case distinction."""
        if len(self.pieces) == 1 and not self.pieces[0].region:
            return self.pieces[0].factor
        if not self.is_open and all(piece.sharpness != UPPER for piece in self.pieces):
            return sp.Max(*(piece.factor for piece in self.pieces))
        cases = [
            (piece.factor, sp.And(*map(_condition, piece.region))) for piece in self.pieces
        ]  # the first that applies
        return sp.Piecewise(*cases)

    @property
    def is_open(self) -> bool:
        """Whether for some constants and steps no factor was found."""
        return any(note.startswith("open") for note in self.notes)

    @property
    def coverage(self) -> Strength | None:
        """How it is known that the pieces leave nothing out; None where they do leave something open."""
        if self.is_open:
            return None
        everywhere = any(not piece.region and not piece.parameter for piece in self.pieces)
        return Strength.PROVED if self.coverage_proof or everywhere else Strength.OBSERVED

    @property
    def sharp(self) -> bool:
        """Whether some function attains or approaches every piece."""
        return not self.is_open and all(piece.sharpness != UPPER for piece in self.pieces)

    @property
    def planar(self) -> bool:
        """Whether some piece is sharp through a function in the plane only; on the line the factor is then smaller."""
        return any("plane" in piece.worst_case for piece in self.pieces)

    @property
    def sharp_in(self) -> str | None:
        """The dimensions in which the factor, and so the threshold and the best step, are sharp; None if not sharp."""
        if not self.sharp:
            return None
        if self.dimension == "1":
            return "dimension 1"
        return "dimension 2 and above" if self.planar else "every dimension"

    @property
    def symbols(self) -> tuple[str, ...]:
        """The constants and parameters that the answer speaks of, and the step, last."""
        found = [piece.factor for piece in self.pieces] + [self.threshold, self.best_step]
        used = {symbol.name for one in found if one is not None for symbol in one.free_symbols}
        used |= {word for piece in self.pieces for text in piece.region for word in re.findall(r"[A-Za-z_]\w*", text)}
        return tuple(sorted(used, key=lambda name: (name == "eta", name)))

    @property
    def why_no_threshold(self) -> str:
        """Why there is no threshold; "" where there is one."""
        if self.threshold is None:
            return "no formula was found"
        what = "factor" if self.sharp else "bound"
        return f"the {what} is above 1 for small steps" if self.threshold == 0 else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The proof file, line by line: every piece, that they leave nothing out, and the threshold."""
        derivations = [derivation for piece in self.pieces for derivation in (piece.derivation, piece.all_steps)]
        derivations += [self.coverage_proof, self.threshold_proof]
        return joined([derivation for derivation in derivations if derivation])

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {
            "class": list(self.function_class),
            "method": self.method,
            "measure": self.measure,
            "dimension": self.dimension,
            "symbols": list(self.symbols),
            "factor": str(self.factor),
            "pieces": [piece.data for piece in self.pieces],
            "coverage": self.coverage.value if self.coverage else "open",
            "threshold": None if self.why_no_threshold else _text(self.threshold),
            "threshold_strength": None if self.why_no_threshold else self._threshold_strength.value,
            "threshold_of": None if self.why_no_threshold else "class" if self.threshold_is_sharp else "bound",
            "no_threshold": self.why_no_threshold,
            "window": [str(end) for end in self.window] if self.window else None,
            "contracts": self.contracts,
            "best_step": _text(self.best_step),
            "no_best_step": "" if self.best_step is not None else self.no_best_step or "no formula was found",
            "sharp": self.sharp,
            "sharp_in": self.sharp_in,
            "notes": list(self.notes),
        }

    @property
    def _threshold_strength(self) -> Strength:
        return Strength.PROVED if self.threshold_proof else Strength.OBSERVED

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {sp.latex(self.factor)}$"


def _text(expression: sp.Expr | None) -> str | None:
    return None if expression is None else str(expression)


def _condition(text: str) -> sp.Basic:
    from ..symbolic import to_sympy

    strict = "<=" not in text
    smaller, larger = text.split("<" if strict else "<=")
    relation = sp.Lt if strict else sp.Le
    return relation(to_sympy(smaller.strip()), to_sympy(larger.strip()))
