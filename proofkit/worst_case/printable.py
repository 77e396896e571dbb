"""An answer as theorems, so that every export format prints it as it prints the library."""

from __future__ import annotations

from dataclasses import dataclass

from ..derivation import Derivation
from ..kernel import Proof
from ..statement import Statement
from ..verdict import Strength
from .answer import UPPER, PieceOfFactor, WorstCase


@dataclass(frozen=True)
class DerivedTheorem:
    """What the exporters ask of a theorem, for a statement that `derive` has proved.

    Args:
        title: one line.
        derivation: the proof.
        remarks: what the kernel did not check: sharpness.
    """

    title: str
    derivation: Derivation
    remarks: str = ""
    source = "derived"
    own = False
    derived = True
    strength = Strength.PROVED
    stated: tuple[str, ...] = ()
    thresholds = ()
    witnesses = ()
    conditions = ()

    @property
    def name(self) -> str:
        """That of the statement."""
        return self.statement.name

    @property
    def statement(self) -> Statement:
        """What is proved."""
        return self.derivation.statement

    @property
    def proof(self) -> Proof:
        """What the kernel's replay returned."""
        return self.derivation.replay()

    @property
    def axioms(self) -> tuple[str, ...]:
        """The axioms it rests on."""
        return tuple(sorted({name for proof in self.derivation.proofs for name in proof.axioms}))

    @property
    def formulas(self) -> dict[str, str]:
        """None: the factor is in the statement."""
        return {}


def theorems(found: WorstCase) -> list[DerivedTheorem]:
    """Return the statements of an answer, each once: pieces, their n steps, that none is left out, the threshold."""
    listed = []
    for index, piece in enumerate(found.pieces, 1):
        which = f"Piece {index}" if len(found.pieces) > 1 else "The factor"
        listed.append(DerivedTheorem(f"{which}, for {where(piece)}", piece.derivation, _remark(piece)))
        if piece.all_steps:
            listed.append(DerivedTheorem(f"{which}, after n steps, for {where(piece)}", piece.all_steps))
    if found.coverage_proof:
        listed.append(DerivedTheorem("The pieces leave nothing out", found.coverage_proof))
    if found.threshold_proof:
        listed.append(DerivedTheorem("The threshold", found.threshold_proof, _where(found)))
    return list({theorem.name: theorem for theorem in reversed(listed)}.values())[::-1]


def where(piece: PieceOfFactor) -> str:
    """Return the region of a piece in words and kernel text."""
    return " and ".join(piece.region) or "all steps"


def sharpness(piece: PieceOfFactor) -> str:
    """Return in a clause how sharp a factor is."""
    if piece.sharpness == UPPER:
        return "an upper bound; no function is known that needs it"
    return f"{piece.sharpness} on {piece.worst_case}"


def threshold(found: WorstCase) -> tuple[str, str]:
    """Return in a clause for which steps the factor is below 1, and whether that is proved ("" where nothing is)."""
    how, what = "below" if found.contracts else "at most", "factor" if found.sharp else "bound"
    known = "proved" if found.threshold_proof else "not confirmed by the kernel"
    if found.why_no_threshold:
        some = found.window and "it is below 1 for {} < eta < {}, where there are such steps".format(*found.window)
        return f"none: {found.why_no_threshold}" + (f"; {some}" if some else ""), ""
    if str(found.threshold) == "oo":
        return f"none, the {what} is {how} 1 for every step", known
    where = f", sharp in {found.sharp_in}" if found.sharp_in else ""
    whose = "" if found.threshold_is_sharp else "; that of the class may be larger"
    return f"the {what} is {how} 1 for eta < {found.threshold}, above 1 beyond{where}{whose}", known


def best(found: WorstCase) -> str:
    """Return in a clause which step is best."""
    if found.best_step is not None:
        return f"{found.best_step}{'' if found.sharp else ', of the bound'}"
    return f"no one step is best: {found.no_best_step}" if found.no_best_step else "no formula was found"


def coverage(found: WorstCase) -> tuple[str, str]:
    """Return in a clause whether the pieces leave nothing out, and how that is known ("" where something is)."""
    if found.coverage is None:
        return "some constants and steps are left open", ""
    known = "proved" if found.coverage is Strength.PROVED else "not confirmed by the kernel"
    return "the pieces leave no constants and steps out", known


def _where(found: WorstCase) -> str:
    """In which dimensions the threshold is one."""
    if found.sharp_in is None and found.threshold_is_sharp:
        return "It is the threshold of the class: beyond it a function has a factor above 1."
    if found.sharp_in is None:
        return "It is the threshold of the bound; that of the factor may be larger."
    return f"It is sharp in {found.sharp_in}."


def _remark(piece: PieceOfFactor) -> str:
    free = [
        f"The weight {name} is free: the inequality holds for every {name} that the hypotheses allow, and the factor of"
        f" the opening theorem is the one at its best value."
        for name in piece.parameter
    ]
    return " ".join([f"The factor is {sharpness(piece)}.", *free])
