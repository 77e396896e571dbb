"""The pieces of a setting with their proofs; a mix of measures with one factor is solved part by part."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from ..derivation import Derivation, Draft, Fact
from ..errors import ProofRefused
from .best import best_known
from .candidates import candidates
from .gram import Gram
from .measure import Measure
from .pieces import Piece, pieces
from .prove import claim, finished, hypotheses_of, one_step, symbols_of, without_division
from .samples import samples
from .signs import Signs, signed


@dataclass(frozen=True)
class Solved:
    """A piece with the settings whose proofs add up to its own.

    Args:
        piece: its factor and region.
        parts: (setting, piece): the setting itself, or one for each part of its measure.
    """

    piece: Piece
    parts: tuple[tuple[Gram, Piece], ...]


def solved(gram: Gram) -> tuple[list[Solved], int]:
    """Return the pieces of a setting, and how many samples are left without a factor."""
    shared = _shared(gram) if len(gram.setting.measure.weights) > 1 and not gram.setting.noisy else []
    if shared:
        return shared, 0
    found, left = _pieces(gram)
    return [Solved(piece, ((gram, piece),)) for piece in found], left


def _shared(gram: Gram) -> list[Solved]:
    """The pieces that all parts of a mix have; [] if they differ, or if some region is left open."""
    weights = gram.setting.measure.weights
    grams = [Gram(replace(gram.setting, measure=Measure({part: weight}))) for part, weight in weights.items()]
    listed = [(part, *_pieces(part)) for part in grams]
    regions = [{piece.conditions: (part, piece) for piece in found} for part, found, _ in listed]
    if any(left for _, _, left in listed) or len({frozenset(found) for found in regions}) > 1:
        return []
    together = [tuple(found[conditions] for found in regions) for conditions in regions[0]]
    if any(len({piece.factor for _, piece in parts}) > 1 for parts in together):
        return []
    return [Solved(parts[0][1], parts) for parts in together]


def _pieces(gram: Gram) -> tuple[list[Piece], int]:
    points = samples(gram.setting)
    proved = best_known(gram, candidates(gram), points)
    covered = frozenset().union(*(entry.where for entry in proved))
    return pieces(proved, points), len(points) - len(covered)


def step_proof(gram: Gram, entry: Solved, d: Draft) -> tuple[Fact, Signs]:
    """Write the proof of one step, for every point; return it and the signs that it used."""
    if len(entry.parts) == 1:
        return one_step(*entry.parts[0], d)
    steps = [one_step(part, same, d) for part, same in entry.parts]
    facts = [d.use(every, ["p"]) for every, _ in steps]
    return d.generalize(d.combine(without_division(gram, entry.piece), *facts), "p"), steps[0][1]


def proof_of(gram: Gram, entry: Solved, name: str) -> Derivation:
    """Return the derivation of a piece: on its region the step multiplies the measure by at most the factor.

    Raises:
        ProofRefused: the kernel does not confirm it.
    """
    backwards = tuple(range(len(gram.setting.basis)))[::-1]
    orders = [(), backwards]
    if gram.setting.noisy:  # the gradient where the step leads, then the error
        orders.append((backwards[1], backwards[0], *backwards[2:]))
    for order in orders[:-1]:
        with suppress(ProofRefused):
            return _proof(gram, in_order(entry, order), name)
    return _proof(gram, in_order(entry, orders[-1]), name)


def in_order(entry: Solved, order: tuple[int, ...]) -> Solved:
    """Return the same with the squares split off the remainders in another order of the rows."""
    parts = tuple(
        (gram, replace(piece, certificates=tuple(replace(c, order=order) for c in piece.certificates)))
        for gram, piece in entry.parts
    )
    return Solved(entry.piece, parts)


def _proof(gram: Gram, entry: Solved, name: str) -> Derivation:
    piece = entry.piece

    def write(d: Draft) -> Fact:
        every, signs = step_proof(gram, entry, d)
        return every if piece.denominator.is_ground else d.conj(every, signed(piece.denominator, 1, True, signs))

    return finished(name, symbols_of(gram, piece), hypotheses_of(gram, piece), claim(gram, piece), write)
