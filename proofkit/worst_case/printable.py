"""An answer as theorems, so that every export format prints it as it prints the library."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    """Return the statements of an answer: each piece, its n steps, that nothing is left out, the threshold."""
    listed = []
    about = f"{found.method.replace('_', ' ')} and {found.measure}"
    for index, piece in enumerate(found.pieces, 1):
        listed.append(DerivedTheorem(f"One step of {about}, piece {index}", piece.derivation, _remark(piece)))
        if piece.all_steps:
            listed.append(DerivedTheorem(f"All steps of {about}, piece {index}", piece.all_steps))
    listed[0] = replace(listed[0], remarks=f"{listed[0].remarks} Also: {'; '.join(_general(found))}.")
    if found.coverage_proof:
        listed.append(DerivedTheorem(f"The pieces of {about} leave nothing out", found.coverage_proof))
    if found.threshold_proof:
        listed.append(DerivedTheorem(f"The threshold of {about}", found.threshold_proof, _where(found)))
    return listed


def _general(found: WorstCase) -> list[str]:
    """What must be known of the whole answer."""
    covered = found.coverage is Strength.PROVED
    return [*([] if covered else ["the pieces may leave something out"]), *found.notes]


def _where(found: WorstCase) -> str:
    """In which dimensions the threshold is one."""
    if found.sharp_in is None and found.threshold_is_sharp:
        return "It is the threshold of the class: beyond it a function has a factor above 1."
    if found.sharp_in is None:
        return "It is the threshold of the bound; that of the factor may be larger."
    return f"It is sharp in {found.sharp_in}."


def _remark(piece: PieceOfFactor) -> str:
    if piece.sharpness == UPPER:
        return "Whether the factor is attained is not known."
    return f"The factor is {piece.sharpness} on {piece.worst_case}."
