"""Write a piece's proof for the kernel: weights times inequalities plus squares, every sign derived from the region."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from ..derivation import Derivation, Draft, Fact, derive_from_some
from ..errors import ProofRefused
from ..statement import Statement
from .gram import Gram
from .parameter import PARAMETER
from .pieces import Piece
from .polynomials import combination, factors, inequality, text, value
from .samples import Sample
from .search import Certificate
from .signs import Signs, product_of

Weighted = tuple[Any, Fact]  # an element of the field, the inequality it multiplies


def one_step(gram: Gram, piece: Piece, d: Draft) -> tuple[Fact, Signs]:
    """Write the proof of one step for every point (and noise); return it, and the signs that it used."""
    setting = gram.setting
    d.local(p="vector", **({"xi": "vector"} if setting.noisy else {}))
    labels = [label for label in d.statement.hypotheses if label.startswith(("sign_", "region_", "limit_"))]
    signs = Signs(d, [d[label] for label in labels], piece.where)
    if setting.noisy:
        more = list({fact.id: fact for fact in _of_the_step(piece, signs)}.values())
        given = list({fact.id: fact for fact in [*signs.given, *more]}.values())
        signs = Signs(d, given, piece.where, list(combinations(more, 2)))
    bound = _by_cases(gram, piece, piece.certificates, signs)
    for condition in reversed(setting.noise):
        bound = d.step("discharge", bound, formula=condition)
    return d.generalize(bound, "p", *(("xi",) if setting.noisy else ())), signs


def _of_the_step(piece: Piece, signs: Signs) -> Iterator[Fact]:
    """The signs of what the step is multiplied by in the region, such as delta + 1; they help to find further ones."""
    for poly, _ in piece.region:
        place = [symbol.name for symbol in poly.ring.symbols].index("eta")
        linear = {(*m[:place], 0, *m[place + 1 :]): c for m, c in poly.terms() if m[place] == 1}
        for factor, _ in factors(poly.ring.from_dict(linear))[1] if linear else ():
            known = signs.of(factor)
            if known is not None and known[1].formula[0] == "gt":
                yield known[1]


def symbols_of(gram: Gram, piece: Piece) -> dict[str, str]:
    """Return the symbols of a piece's statement, with their signatures."""
    free = {PARAMETER: "scalar"} if piece.parameter else {}
    return {name: sort for name, sort in {**gram.setting.declare, **free}.items() if name != "xi"}


def hypotheses_of(gram: Gram, piece: Piece) -> dict[str, str]:
    """Return everything that a piece's proof may use: the setting's hypotheses, its region, limits of its parameter."""
    regions = {f"region_{index}": condition for index, condition in enumerate(piece.conditions, 1)}
    limits = {f"limit_{index}": condition for index, condition in enumerate(piece.limits, 1)}
    return {**gram.setting.hypotheses, **regions, **limits}


def finished(
    name: str,
    declare: Mapping[str, str],
    hypotheses: Mapping[str, str],
    conclusion: str,
    write: Callable[[Draft], Fact],
    dimension: str = "any",
) -> Derivation:
    """Return the replayed derivation of a statement, without the hypotheses and symbols that it does not use.

    Raises:
        ProofRefused: a step does not follow.
    """
    derivation = derive_from_some(Statement(name, dimension, declare, hypotheses, conclusion), write)
    derivation.replay()
    return derivation


def claim(gram: Gram, piece: Piece) -> str:
    """Return "after·denominator <= numerator·before", for every point (and noise), in kernel text."""
    setting, body = gram.setting, without_division(gram, piece)
    for condition in reversed(setting.noise):
        body = f"implies({condition}, {body})"
    if setting.noisy:
        body = f"forall(xi, vector, {body})"
    every = f"forall(p, vector, {body})"
    return every if piece.denominator.is_ground else f"{every} and {text(piece.denominator)} > 0"


def without_division(gram: Gram, piece: Piece) -> str:
    """Return the inequality between the measure after and before, without division."""
    setting = gram.setting
    before, after = setting.measure.text(setting.before), setting.measure.text(setting.after)
    left = after if piece.denominator == 1 else f"({text(piece.denominator)})*({after})"
    return f"{left} <= " + (before if piece.numerator == 1 else f"({text(piece.numerator)})*({before})")


def _by_cases(
    gram: Gram, piece: Piece, certificates: Sequence[Certificate], signs: Signs, split: frozenset[Any] = frozenset()
) -> Fact:
    """Take the first certificate; where a sign is not known, split on it and go on with the others."""
    if not certificates:
        raise ProofRefused(f"{gram.setting.name}: no proof of {piece.factor.as_expr()} is left on part of its region")
    first, *others = certificates
    unknown = _unknown(first, signs)
    if unknown is None:
        return _combined(gram, piece, first, signs)
    if unknown in split:
        raise ProofRefused(f"{gram.setting.name}: the sign of {unknown.as_expr()} stays unknown after a split on it")

    def on(side: bool) -> Callable[[Fact], Fact]:
        chosen = [sample for sample in signs.samples if (value(unknown, sample) >= 0) is side]
        left = certificates if _proves(first, chosen) else others
        return lambda fact: _by_cases(gram, piece, left, signs.with_(fact, chosen), split | {unknown})

    return signs.draft.split(inequality(unknown, 1), on(True), on(False))


def _proves(certificate: Certificate, samples: Sequence[Sample]) -> bool:
    """Whether all weights are non-negative at the samples, of which there are some."""
    elements = [w for w, _ in _terms(certificate)]
    return bool(samples) and all(value(e.numer, s) * value(e.denom, s) >= 0 for e in elements for s in samples)


def _unknown(certificate: Certificate, signs: Signs) -> Any:
    """A polynomial whose sign the proof needs and the region does not give, or None."""
    for element, _ in _terms(certificate):
        for poly, power in (*factors(element.numer)[1], *factors(element.denom)[1]):
            if (power % 2 or poly in [q for q, _ in factors(element.denom)[1]]) and signs.of(poly) is None:
                return poly
    return None


def _terms(certificate: Certificate) -> list[tuple[Any, Any]]:
    """(weight, index of the inequality or the vector of a square), zero weights left out."""
    weighted = [(w, u) for w, u in zip(certificate.weights, certificate.uses, strict=True) if w]
    return [*weighted, *squares(certificate.remainder, certificate.order)]


def squares(matrix: Sequence[Sequence[Any]], order: Sequence[int] = ()) -> list[tuple[Any, tuple[Any, ...]]]:
    """Write a matrix as Σ weight·v vᵀ, v with polynomial entries, by symmetric elimination.

    Args:
        matrix: symmetric, entries in a field of rational functions.
        order: in which the rows are tried as pivots; by default from the first.
    Raises:
        ProofRefused: a pivot is 0 with entries beside it, so that the matrix is no sum of squares.
    """
    rows = [list(row) for row in matrix]
    order = order or range(len(rows))
    found = []
    for _ in rows:
        pivot = next((k for k in order if rows[k][k]), None)
        if pivot is None:
            break
        row, head = list(rows[pivot]), rows[pivot][pivot]
        found.append(_scaled(row, head))
        for i in range(len(rows)):
            for j in range(len(rows)):
                if i != pivot and j != pivot:
                    rows[i][j] = rows[i][j] - row[i] * row[j] / head
        for i in range(len(rows)):
            rows[i][pivot] = rows[pivot][i] = head.field.zero
    if any(entry for row in rows for entry in row):
        raise ProofRefused("the remainder is not a sum of squares")
    return found


def _scaled(row: Sequence[Any], head: Any) -> tuple[Any, tuple[Any, ...]]:
    """(1/head)·row·rowᵀ with the row's entries made coprime polynomials."""
    field = head.field
    common = field.ring.one
    for entry in row:
        common = common * entry.denom.quo(common.gcd(entry.denom))
    whole = [(entry * common).numer for entry in row]
    shared = field.ring.zero
    for poly in whole:
        shared = shared.gcd(poly)
    weight = field(shared) ** 2 / (field(common) ** 2 * head)
    return weight, tuple(poly.quo(shared) for poly in whole)


def _combined(gram: Gram, piece: Piece, certificate: Certificate, signs: Signs) -> Fact:
    """One kernel step: m·(factor·before − after) = Σ weight·inequality + Σ weight·square."""
    draft, terms = signs.draft, _terms(certificate)
    taken = [_fact(gram, draft, what) for _, what in terms]
    common = piece.denominator.ring.one
    for poly in (piece.denominator, *(w.denom for w, _ in terms)):
        common = common * poly.quo(common.gcd(poly))
    premises: list[Fact] = []
    lead, m_facts = product_of(common.quo(piece.denominator), signs)
    multiplier = [_place(premises, fact) for fact in m_facts]
    written = []
    for (weight, _), fact in zip(terms, taken, strict=True):
        content, weights = product_of((weight * common).numer.quo((weight * common).denom), signs)
        chosen = [_place(premises, f) for f in (*weights, fact)]
        if content / lead < 0:
            raise ProofRefused(f"{gram.setting.name}: a weight is negative")
        written.append([str(content / lead), chosen])
    fields = {
        "formula": without_division(gram, piece),
        "terms": written,
        **({"multiplier": multiplier} if multiplier else {}),
    }
    return draft.step("combine", *premises, **fields)


def _place(premises: list[Fact], fact: Fact) -> int:
    if fact not in premises:
        premises.append(fact)
    return premises.index(fact)


def _fact(gram: Gram, draft: Draft, what: Any) -> Fact:
    if isinstance(what, int):
        return gram.uses[what].take(draft)
    return draft.norm(combination(what, gram.setting.basis))
