"""A claimed factor proved directly: the inequalities and weights that give this factor, on the claim's own region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..derivation import Derivation
from ..errors import ProofRefused
from .candidates import Target
from .gram import Gram
from .pieces import Piece
from .samples import Sample
from .search import Certificate, Guess, Numbers, certificate, sets
from .solved import Solved, proof_of


def direct_proof(
    gram: Gram, factor: Any, region: Sequence[tuple[Any, int]], points: Sequence[Sample], name: str
) -> Derivation:
    """Return the proof that on a region one step multiplies the measure by at most the claimed factor.

    Args:
        gram: the setting.
        factor: an element of the field.
        region: (polynomial, sign): sign·polynomial ≥ 0.
        points: samples in the region.
        name: of the statement.
    Raises:
        ProofRefused: no weights were found, or the kernel does not confirm them.
    """
    found = _certificates(gram, Target(factor, ()), points)
    if not found:
        raise ProofRefused(f"{name}: no weights of the inequalities give the claimed factor")
    piece = Piece(factor, tuple(found), tuple(points), tuple(region))
    return proof_of(gram, Solved(piece, ((gram, piece),)), name)


def _certificates(gram: Gram, claimed: Target, points: Sequence[Sample]) -> list[Certificate]:
    """Few certificates that together prove it at all samples; none if some sample is left."""
    if not points:
        return []
    numbers, left, found = Numbers(gram, [claimed], points), set(range(len(points))), []
    for chosen in sets(numbers):
        if not left or len(chosen) > numbers.before[1].shape[1]:  # more weights than values of f that they cancel
            break
        where = frozenset(left.intersection(np.flatnonzero(numbers.proves(chosen, 0)).tolist()))
        exact = certificate(gram, Guess(chosen, 0, where), [claimed]) if where else None
        if exact is not None:
            found.append(exact)
            left -= where
    return [] if left else found
