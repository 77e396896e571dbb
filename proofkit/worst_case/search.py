"""Search for multipliers: which inequalities, at which weights, prove a factor, at samples first and then exactly.

At a sample everything is small linear algebra in floating point: for every small set of inequalities, the weights
that make the remainder vanish where a candidate is tight, if they are not negative and the remainder is a sum of
squares. What is found is then solved for exactly, over Q(constants); that, too, is only a guess until the kernel
has checked it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.matrices import DomainMatrix

from .candidates import Candidate
from .gram import Form, Gram
from .samples import Sample

MOST = 5  #: inequalities in one proof
CLOSE = 1e-9


@dataclass(frozen=True)
class Guess:
    """Inequalities whose weighted sum proves a factor at some samples.

    Args:
        uses: indices into the setting's inequalities.
        candidate: the index of the candidate whose factor it proves; None where the factor is solved for, with
            nothing remaining.
        where: indices of the samples.
    """

    uses: tuple[int, ...]
    candidate: int | None
    where: frozenset[int]


class Numbers:
    """A setting's forms in floating point, at every sample."""

    def __init__(self, gram: Gram, found: Sequence[Candidate], points: Sequence[Sample]):
        self.gram, self.found, self.points = gram, found, points
        table = [[float(point[name]) for name in gram.setting.scalars] for point in points]
        self._columns = np.array(table).T
        self.before, self.after = self._form(gram.before), self._form(gram.after)
        self.uses = [self._form(use.form) for use in gram.uses]
        self.factors = np.array([self._evaluate([c.factor])[:, 0] for c in found]).reshape(len(found), len(points))
        self.tight = [[self._evaluate(vector) for vector in c.tight] for c in found]

    def _evaluate(self, elements: Sequence[Any]) -> Any:
        """Shape (samples, elements)."""
        values = [
            sp.lambdify(sp.symbols(self.gram.setting.scalars), e.as_expr(), "numpy")(*self._columns) for e in elements
        ]
        return np.stack([np.broadcast_to(v, len(self.points)).astype(float) for v in values], axis=1)

    def _form(self, form: Form) -> tuple[Any, Any]:
        size = len(form.matrix)
        matrix = self._evaluate([entry for row in form.matrix for entry in row]).reshape(-1, size, size)
        return matrix, self._evaluate(form.values) if form.values else np.zeros((len(self.points), 0))

    def worst(self, sample: int, member: bool) -> int | None:
        """The candidate with the largest factor at a sample, among those in all classes or among the others."""
        mine = [index for index, candidate in enumerate(self.found) if candidate.member is member]
        return max(mine, key=lambda index: float(self.factors[index, sample]), default=None)

    def proves(self, chosen: tuple[int, ...], candidate: int, sample: int) -> bool:
        """Whether these inequalities prove the candidate's factor at the sample, in one way."""
        factor = self.factors[candidate, sample]
        matrix = factor * self.before[0][sample] - self.after[0][sample]
        vectors = [v[sample] for v in self.tight[candidate]]
        right = np.concatenate(
            [factor * self.before[1][sample] - self.after[1][sample], *(matrix @ v for v in vectors)]
        )
        columns = [
            np.concatenate([self.uses[u][1][sample], *(self.uses[u][0][sample] @ v for v in vectors)]) for u in chosen
        ]
        weights = _unique(np.array(columns).T, right)
        if weights is None or weights.min() < -CLOSE:
            return False
        rest = matrix - sum(w * self.uses[u][0][sample] for w, u in zip(weights, chosen, strict=True))
        return bool(np.linalg.eigvalsh(rest).min() > -CLOSE * (1 + abs(rest).max()))

    def exhausts(self, chosen: tuple[int, ...], sample: int) -> float | None:
        """The factor that these inequalities prove at the sample with nothing remaining, if they do."""
        columns = [_flat(self.before, sample), *(-_flat(self.uses[u], sample) for u in chosen)]
        found = _unique(np.array(columns).T, _flat(self.after, sample))
        return None if found is None or found[1:].min() < -CLOSE else float(found[0])


def _flat(form: tuple[Any, Any], sample: int) -> Any:
    return np.concatenate([form[0][sample].ravel(), form[1][sample]])


def _unique(matrix: Any, right: Any) -> Any:
    """The one solution of a linear system, or None."""
    if not matrix.shape[0]:
        return None
    solution, _, rank, _ = np.linalg.lstsq(matrix, right, rcond=1e-11)
    if rank < matrix.shape[1] or abs(matrix @ solution - right).max() > CLOSE * (1 + abs(right).max()):
        return None
    return solution


def guesses(numbers: Numbers) -> list[Guess]:
    """Return few guesses that together prove the least factor at every sample where one is found, best first.

    First for functions in all classes, where the factor is then sharp; then, where that fails, with nothing
    remaining; then the factors of functions that are in one of the classes only.
    """
    everywhere = range(len(numbers.points))
    found = _cover(_attained(numbers, list(everywhere), True))
    for search in (_exhausting, partial(_attained, member=False)):
        covered = frozenset().union(*(guess.where for guess in found))
        found += _cover(search(numbers, [s for s in everywhere if s not in covered]))
    return found


def _attained(numbers: Numbers, open_: Sequence[int], member: bool) -> list[Guess]:
    worst = {sample: numbers.worst(sample, member) for sample in open_}
    found: list[Guess] = []
    for candidate in sorted({c for c in worst.values() if c is not None}):
        mine = [sample for sample, c in worst.items() if c == candidate]
        left = set(mine)
        for chosen in _sets(numbers):
            if not left:
                break
            where = frozenset(s for s in mine if numbers.proves(chosen, candidate, s))
            if where:
                found.append(Guess(chosen, candidate, where))
                left -= where
    return found


def _sets(numbers: Numbers) -> Iterator[tuple[int, ...]]:
    count = len(numbers.uses)
    return (chosen for size in range(1, MOST + 1) for chosen in combinations(range(count), size))


def _exhausting(numbers: Numbers, open_: Sequence[int]) -> list[Guess]:
    """For each sample the set of inequalities with the least factor, where nothing remains."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {}
    for chosen in _sets(numbers):
        for sample in open_:
            factor = numbers.exhausts(chosen, sample)
            if factor is not None and factor < best.get(sample, (np.inf, ()))[0] - CLOSE:
                best[sample] = (factor, chosen)
    sets = dict.fromkeys(chosen for _, chosen in best.values())
    return [Guess(c, None, frozenset(s for s, (_, other) in best.items() if other == c)) for c in sets]


def _cover(found: Sequence[Guess]) -> list[Guess]:
    """Choose greedily: the guess that proves most of what is open."""
    open_: set[int] = set().union(*(guess.where for guess in found))
    kept: list[Guess] = []
    while open_:
        best = max(found, key=lambda guess: (len(guess.where & open_), -len(guess.uses)))
        kept.append(best)
        open_ -= best.where
    return kept


@dataclass(frozen=True)
class Certificate:
    """Weights that prove a factor, exactly: before·factor − after = Σ weight·inequality + remainder.

    Args:
        factor: an element of the field.
        uses: indices into the setting's inequalities.
        weights: one element of the field for each.
        remainder: the matrix that must be a sum of squares, entries in the field.
        candidate: the function it is tight on, if any.
        backwards: whether the squares are split off the remainder from its last row.
    """

    factor: Any
    uses: tuple[int, ...]
    weights: tuple[Any, ...]
    remainder: tuple[tuple[Any, ...], ...]
    candidate: Candidate | None
    backwards: bool = False


def certificate(gram: Gram, guess: Guess, found: Sequence[Candidate]) -> Certificate | None:
    """Return a guess solved exactly over Q(constants), or None if it has no or many solutions there."""
    candidate = None if guess.candidate is None else found[guess.candidate]
    forms = [gram.uses[u].form for u in guess.uses]
    if candidate is None:
        solution = _solve(gram, [_row(gram.before), *(_row(f, -1) for f in forms)], _row(gram.after))
        factor, weights = (solution[0], solution[1:]) if solution else (None, ())
    else:
        factor = candidate.factor
        columns = [[*form.values, *_times(form, candidate)] for form in forms]
        target = _combined(gram, factor, ())
        solution = _solve(gram, columns, [*target.values, *_times(target, candidate)])
        weights = solution or ()
    if solution is None:
        return None
    rest = _combined(gram, factor, tuple(zip(weights, forms, strict=True)))
    return Certificate(factor, guess.uses, tuple(weights), rest.matrix, candidate)


def _row(form: Form, sign: int = 1) -> list[Any]:
    return [sign * entry for row in (*form.matrix, form.values) for entry in row]


def _times(form: Form, candidate: Candidate) -> list[Any]:
    return [sum(a * v for a, v in zip(row, vector, strict=True)) for vector in candidate.tight for row in form.matrix]


def _combined(gram: Gram, factor: Any, weighted: Sequence[tuple[Any, Form]]) -> Form:
    """factor·before − after − Σ weight·form."""
    terms = [(factor, gram.before), (-gram.field.one, gram.after), *((-w, form) for w, form in weighted)]
    size, count = range(len(gram.before.matrix)), range(len(gram.before.values))
    matrix = tuple(tuple(sum(w * form.matrix[i][j] for w, form in terms) for j in size) for i in size)
    return Form(matrix, tuple(sum(w * form.values[k] for w, form in terms) for k in count))


def _solve(gram: Gram, columns: Sequence[Sequence[Any]], right: Sequence[Any]) -> list[Any] | None:
    """The one exact solution of Σ x_k·column_k = right over the field, or None."""
    zero, width = gram.field.zero, len(columns)
    rows = [[zero + entry for entry in row] for row in zip(*columns, right, strict=True)]
    reduced, pivots = DomainMatrix(rows, (len(rows), width + 1), gram.field.to_domain()).rref()
    if pivots != tuple(range(width)):
        return None
    table = reduced.to_list()
    return [table[row][width] for row in range(width)]
