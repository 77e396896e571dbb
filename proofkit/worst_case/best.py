"""The best proof that is known at each sample: sharp ones first, then the least factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .candidates import Candidate
from .families import families, family_certificate
from .gram import Gram
from .one_square import one_square
from .pieces import Proved
from .samples import Sample
from .search import Numbers, certificate, guesses

SPREAD = 5  #: families are looked for at every fifth open sample; they are tried at all


def best_known(gram: Gram, found: Sequence[Candidate], points: Sequence[Sample]) -> list[Proved]:
    """Return certificates with the samples at which each gives the least factor.

    Args:
        gram: the setting.
        found: the factors that functions attain.
        points: the samples.
    """
    numbers = Numbers(gram, found, points)
    solved = [(exact, guess.where) for guess in guesses(numbers) if (exact := certificate(gram, guess, found))]
    sharp = [Proved(exact, where) for exact, where in solved if exact.candidate and exact.candidate.member]
    others = [Proved(exact, where) for exact, where in solved if not (exact.candidate and exact.candidate.member)]
    open_ = sorted(set(range(len(points))).difference(*(entry.where for entry in sharp)))
    return [*sharp, *_least([*others, *_families(gram, numbers, others, open_)], open_, points)]


def _families(gram: Gram, numbers: Numbers, others: Sequence[Proved], open_: Sequence[int]) -> list[Proved]:
    least = np.full(len(numbers.points), np.inf)
    for entry in others:
        for sample in entry.where:
            least[sample] = min(least[sample], float(entry.value(numbers.points[sample]) or np.inf))
    solved = [family_certificate(gram, family, numbers.points) for family in families(numbers, open_[::SPREAD], least)]
    solved += one_square(gram, open_, numbers.points)
    return [Proved(f.certificate, f.where.intersection(open_), f.parameter) for f in solved if f is not None]


def _least(entries: Sequence[Proved], open_: Sequence[int], points: Sequence[Sample]) -> list[Proved]:
    """Keep each certificate at the samples where none gives less; of equal ones, the first."""
    kept: dict[int, set[int]] = {}
    for sample in open_:
        values = {k: e.value(points[sample]) for k, e in enumerate(entries) if sample in e.where}
        known = {k: v for k, v in values.items() if v is not None}
        if known:
            kept.setdefault(min(known, key=lambda k: (float(known[k]), k)), set()).add(sample)
    return [replace(entry, where=frozenset(kept[k])) for k, entry in enumerate(entries) if k in kept]
