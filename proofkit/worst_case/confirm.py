"""The kernel's confirmation of a threshold: below it the factor is below 1 (or at most 1), above it not."""

from __future__ import annotations

from collections.abc import Sequence

import sympy as sp

from ..derivation import Derivation, Draft, Fact, derive
from ..errors import ProofRefused
from ..statement import Statement
from .gram import Gram
from .pieces import Piece
from .polynomials import expression_text, text
from .steps import number


def threshold_proof(
    gram: Gram, parts: Sequence[Piece], threshold: sp.Expr | None, contracts: bool
) -> Derivation | None:
    """Return the derivation, or None if there is no rational threshold or the kernel does not confirm it.

    Args:
        gram: the setting.
        parts: the pieces of the factor.
        threshold: the claimed end of the steps with a factor of at most 1.
        contracts: whether the factor is claimed to be below 1 there.
    """
    if threshold is None or threshold == 0 or not threshold.is_rational_function(*threshold.free_symbols):
        return None
    relation = "<" if contracts else "<="
    try:
        sides = ((piece, beyond) for piece in parts for beyond in (False, True) if _reaches(piece, beyond, threshold))
        return _derivation(gram, [_line(piece, beyond, relation, threshold) for piece, beyond in sides])
    except ProofRefused:
        return None


def _reaches(piece: Piece, beyond: bool, threshold: sp.Expr) -> bool:
    """Whether the piece has samples on that side of the threshold."""
    if threshold == sp.oo:
        return not beyond
    ends = ((number(threshold, sample), sample["eta"]) for sample in piece.where)
    return any(end is not None and (eta > end if beyond else eta < end) for end, eta in ends)


def _line(piece: Piece, beyond: bool, relation: str, threshold: sp.Expr) -> str:
    """One piece on one side: "region and step below the threshold imply factor < 1"."""
    given = list(piece.conditions)
    if threshold != sp.oo:
        numerator, denominator = (expression_text(part) for part in sp.fraction(sp.together(threshold)))
        given.append(f"({numerator}) < eta*({denominator})" if beyond else f"eta*({denominator}) < ({numerator})")
    sides = (
        (text(piece.denominator), text(piece.numerator)) if beyond else (text(piece.numerator), text(piece.denominator))
    )
    claim = f"{sides[0]} {'<' if beyond else relation} {sides[1]}"
    return f"implies({' and '.join(given)}, {claim})" if given else claim


def _derivation(gram: Gram, claims: Sequence[str]) -> Derivation:
    signs = {label: t for label, t in gram.setting.hypotheses.items() if label.startswith("sign_")}
    declare = dict.fromkeys(gram.setting.scalars, "scalar")
    name, conclusion = f"{gram.setting.name}__threshold", " and ".join(claims)

    def write(d: Draft) -> Fact:
        facts = [d[label] for label in d.statement.hypotheses]
        return d.conj(*(_proved(d, claim, facts) for claim in claims))

    draft = Draft(Statement(name, "any", declare, signs, conclusion))
    used = write(draft).thm.hyps
    kept = {label: t for label, t in signs.items() if draft.formula(t) in used}
    derivation = derive(Statement(name, "any", declare, kept, conclusion), write)
    derivation.replay()
    return derivation


def _proved(d: Draft, claim: str, facts: Sequence[Fact]) -> Fact:
    """Prove an inequality, or an implication between conjunctions of them and one."""
    formula = d.formula(claim)
    if formula[0] != "implies":
        return _combined(d, claim, facts)

    def block(given: Fact) -> Fact:
        parts = d.parts(given) if given.formula[0] == "and" else [given]
        return _combined(d, formula[2], [*facts, *parts])

    return d.implies(formula[1], block)


def _combined(d: Draft, goal: object, facts: Sequence[Fact]) -> Fact:
    strict = [fact for fact in facts if fact.formula[0] == "gt"]
    for degree, multiplier in ((2, []), (3, []), *((3, [fact]) for fact in strict)):
        try:
            return d.combine(goal, *facts, degree=degree, multiplier=multiplier)
        except ProofRefused:
            continue
    raise ProofRefused(f"{d.statement.name}: the kernel does not confirm {d.text(goal)}")
