"""Search for multipliers: which inequalities, at which weights, prove a factor, at samples first and then exactly.

At a sample everything is small linear algebra in floating point: for every small set of inequalities, the weights
that make the remainder vanish where a candidate is tight, if they are not negative and the remainder is a sum of
squares. What is found is then solved for exactly, over Q(constants); that, too, is only a guess until the kernel
has checked it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import FracField
from sympy.polys.matrices import DomainMatrix

from .candidates import Candidate, Target
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

    def __init__(self, gram: Gram, found: Sequence[Target], points: Sequence[Sample]):
        self.gram, self.found, self.points = gram, found, points
        table = [[float(point[name]) for name in gram.setting.scalars] for point in points]
        self._columns = np.array(table).T
        self.before, self.after = self._form(gram.before), self._form(gram.after)
        self.uses = [self._form(use.form) for use in gram.uses]
        self.factors = [self._evaluate([c.factor])[:, 0] for c in found]
        self.tight = [[self._evaluate(vector) for vector in c.tight] for c in found]
        self.errors = [None if c.error is None else self._evaluate([c.error]) for c in found]

    def _evaluate(self, elements: Sequence[Any]) -> Any:
        """Shape (samples, elements)."""
        compiled = sp.lambdify(sp.symbols(self.gram.setting.scalars), [e.as_expr() for e in elements], "numpy")
        values = compiled(*self._columns)
        return np.stack([np.broadcast_to(v, len(self.points)).astype(float) for v in values], axis=1)

    def _form(self, form: Form) -> tuple[Any, Any]:
        size = len(form.matrix)
        matrix = self._evaluate([entry for row in form.matrix for entry in row]).reshape(-1, size, size)
        return matrix, self._evaluate(form.values) if form.values else np.zeros((len(self.points), 0))

    def worst(self, sample: int, member: bool) -> int | None:
        """The candidate with the largest factor at a sample, among those in all classes or among the others."""
        mine = [index for index, c in enumerate(self.found) if isinstance(c, Candidate) and c.member is member]
        return max(mine, key=lambda index: float(self.factors[index][sample]), default=None)

    def proves(self, chosen: tuple[int, ...], candidate: int) -> Any:
        """At which samples these inequalities prove the candidate's factor, in one way; shape (samples,)."""
        factor = self.factors[candidate]
        matrix = factor[:, None, None] * self.before[0] - self.after[0]
        target = factor[:, None] * self.before[1] - self.after[1]
        right = np.concatenate([target, *(_times(matrix, v) for v in self.tight[candidate])], axis=1)
        columns = [
            np.concatenate([self.uses[u][1], *(_times(self.uses[u][0], v) for v in self.tight[candidate])], axis=1)
            for u in chosen
        ]
        error = self.errors[candidate]
        if error is not None:
            right = np.concatenate([right, error], axis=1)
            columns = [self._with_error(column, u) for column, u in zip(columns, chosen, strict=True)]
        weights, unique = _unique(np.stack(columns, axis=2), right)
        rest = matrix - sum(weights[:, k, None, None] * self.uses[u][0] for k, u in enumerate(chosen))
        size = 1 + abs(rest).max(axis=(1, 2))
        return unique & (weights.min(axis=1) > -CLOSE) & (np.linalg.eigvalsh(rest)[:, 0] > -CLOSE * size)

    def _with_error(self, column: Any, use: int) -> Any:
        """A column with an entry more, for the equation that settles the weight of the error."""
        return np.append(column, np.full((len(column), 1), float(is_error(self.gram, use))), axis=1)

    def exhausts(self, chosen: tuple[int, ...]) -> Any:
        """The factors that these inequalities prove with nothing remaining, ∞ where they do not; shape (samples,)."""
        columns = np.stack([_flat(self.before), *(-_flat(self.uses[u]) for u in chosen)], axis=2)
        found, unique = _unique(columns, _flat(self.after))
        return np.where(unique & (found[:, 1:].min(axis=1) > -CLOSE), found[:, 0], np.inf)


def _times(matrices: Any, vectors: Any) -> Any:
    return np.einsum("sij,sj->si", matrices, vectors)


def _flat(form: tuple[Any, Any]) -> Any:
    return np.concatenate([form[0].reshape(len(form[0]), -1), form[1]], axis=1)


def _unique(matrices: Any, right: Any) -> tuple[Any, Any]:
    """Solve linear systems, shapes (s, n, k) and (s, n): the least-squares solutions, and which are the only ones."""
    if matrices.shape[1] < matrices.shape[2]:
        return np.zeros((len(matrices), matrices.shape[2])), np.zeros(len(matrices), bool)
    left, scales, turned = np.linalg.svd(matrices, full_matrices=False)
    regular = scales[:, -1] > 1e-11 * (1 + scales[:, 0])
    inverse = np.where(regular[:, None], 1 / np.where(scales == 0, 1, scales), 0)
    solution = np.einsum("ski,sk->si", turned, inverse * np.einsum("snk,sn->sk", left, right))
    error = abs(np.einsum("snk,sk->sn", matrices, solution) - right).max(axis=1)
    return solution, regular & (error <= CLOSE * (1 + abs(right).max(axis=1)))


def guesses(numbers: Numbers) -> list[Guess]:
    """Return few guesses that together prove the least factor at every sample where one is found.

    First for functions in all classes, where the factor is then sharp. Where that fails: with nothing remaining, or
    the factors of functions that are in one of the classes only, whichever is less.
    """
    everywhere = frozenset(range(len(numbers.points)))
    sharp = _cover(_attained(numbers, everywhere, True))
    left = everywhere.difference(*(guess.where for guess in sharp))
    others = [*_exhausting(numbers, left), *_attained(numbers, left, False)]
    return [*sharp, *_cover(_least(numbers, others))]


def _attained(numbers: Numbers, open_: frozenset[int], member: bool) -> list[Guess]:
    worst = {sample: numbers.worst(sample, member) for sample in open_}
    found: list[Guess] = []
    for candidate in sorted({c for c in worst.values() if c is not None}):
        mine = {sample for sample, c in worst.items() if c == candidate}
        left = set(mine)
        for chosen in sets(numbers):
            if not left:
                break
            where = frozenset(mine.intersection(np.flatnonzero(numbers.proves(chosen, candidate)).tolist()))
            if where:
                found.append(Guess(chosen, candidate, where))
                left -= where
    return found


def _exhausting(numbers: Numbers, open_: frozenset[int]) -> list[Guess]:
    """For each sample the set of inequalities with the least factor, where nothing remains."""
    if not open_:
        return []
    best, least = np.full(len(numbers.points), np.inf), {}
    for chosen in sets(numbers):
        factors = numbers.exhausts(chosen)
        for sample in open_.intersection(np.flatnonzero(factors < best - CLOSE).tolist()):
            best[sample], least[sample] = factors[sample], chosen
    kept = dict.fromkeys(least.values())
    return [Guess(c, None, frozenset(s for s, other in least.items() if other == c)) for c in kept]


def _least(numbers: Numbers, found: Sequence[Guess]) -> list[Guess]:
    """Keep each guess only where no other one proves a smaller factor."""
    values = [
        numbers.exhausts(guess.uses) if guess.candidate is None else numbers.factors[guess.candidate] for guess in found
    ]
    kept = []
    for guess, own in zip(found, values, strict=True):
        rivals = [(other.where, theirs) for other, theirs in zip(found, values, strict=True)]
        where = frozenset(
            s for s in guess.where if all(s not in there or own[s] <= theirs[s] + CLOSE for there, theirs in rivals)
        )
        if where:
            kept.append(Guess(guess.uses, guess.candidate, where))
    return kept


def sets(numbers: Numbers) -> Iterator[tuple[int, ...]]:
    """Every set of few inequalities, by their indices, small ones first."""
    count = len(numbers.uses)
    return (chosen for size in range(1, MOST + 1) for chosen in combinations(range(count), size))


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
        order: of the rows from which squares are split off the remainder.
    """

    factor: Any
    uses: tuple[int, ...]
    weights: tuple[Any, ...]
    remainder: tuple[tuple[Any, ...], ...]
    candidate: Candidate | None
    order: tuple[int, ...] = ()


def certificate(gram: Gram, guess: Guess, found: Sequence[Target]) -> Certificate | None:
    """Return a guess solved exactly over Q(constants), or None if it has no or many solutions there."""
    candidate = None if guess.candidate is None else found[guess.candidate]
    forms = [gram.uses[u].form for u in guess.uses]
    if candidate is None:
        solution = solve(gram.field, [_row(gram.before), *(_row(f, -1) for f in forms)], _row(gram.after))
        factor, weights = (solution[0], solution[1:]) if solution else (None, ())
    else:
        factor = candidate.factor
        columns = [[*form.values, *_tight(form, candidate)] for form in forms]
        target = combined(gram.before, gram.after, factor, ())
        right = [*target.values, *_tight(target, candidate)]
        if candidate.error is not None:
            right.append(candidate.error)
            columns = [[*column, int(is_error(gram, u))] for column, u in zip(columns, guess.uses, strict=True)]
        solution = solve(gram.field, columns, right)
        weights = solution or ()
    if solution is None:
        return None
    rest = combined(gram.before, gram.after, factor, tuple(zip(weights, forms, strict=True)))
    attained = candidate if isinstance(candidate, Candidate) else None
    return Certificate(factor, guess.uses, tuple(weights), rest.matrix, attained)


def _row(form: Form, sign: int = 1) -> list[Any]:
    return [sign * entry for row in (*form.matrix, form.values) for entry in row]


def _tight(form: Form, candidate: Target) -> list[Any]:
    return [sum(a * v for a, v in zip(row, vector, strict=True)) for vector in candidate.tight for row in form.matrix]


def is_error(gram: Gram, use: int) -> bool:
    """Return whether a use is the inequality of the error, which is the last one."""
    return gram.setting.noisy and use == len(gram.uses) - 1


def combined(before: Form, after: Form, factor: Any, weighted: Sequence[tuple[Any, Form]]) -> Form:
    """Return factor·before − after − Σ weight·form."""
    terms = [(factor, before), (-factor.field.one, after), *((-weight, form) for weight, form in weighted)]
    size, count = range(len(before.matrix)), range(len(before.values))
    matrix = tuple(tuple(sum(w * form.matrix[i][j] for w, form in terms) for j in size) for i in size)
    return Form(matrix, tuple(sum(w * form.values[k] for w, form in terms) for k in count))


def solve(field: FracField, columns: Sequence[Sequence[Any]], right: Sequence[Any]) -> list[Any] | None:
    """Return the one exact solution of Σ x_k·column_k = right over a field, or None if there is none or many."""
    width = len(columns)
    rows = [[field.zero + entry for entry in row] for row in zip(*columns, right, strict=True)]
    reduced, pivots = DomainMatrix(rows, (len(rows), width + 1), field.to_domain()).rref()
    if pivots != tuple(range(width)):
        return None
    table = reduced.to_list()
    return [table[row][width] for row in range(width)]
