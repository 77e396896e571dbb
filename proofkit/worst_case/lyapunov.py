"""At exact constants: a form in the last two points that a step of momentum multiplies by a factor, found and proved.

For a fixed factor τ the form's coefficients and the multipliers are the unknowns of a semidefinite programme: τV − V⁺
and V − ‖p − x*‖² are inequalities of the class plus squares. The least τ is found by bisection, in floating point;
what is returned is rational, feasible exactly, and checked by the kernel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from .. import discovery
from ..derivation import Derivation, Draft, Fact, derive
from ..errors import BadInput, ProofRefused
from ..statement import Statement
from .certified import CertifiedBound
from .cone import Cone
from .dual import Quadratic
from .gram import Form
from .linear import Affine, Matrix, Vector, affine, squares
from .measure import Measure
from .polynomials import ratio
from .setting import classes_of
from .setting_at import within_floats, written
from .two_step import LOCALS, PARTS, TwoStepGram, TwoStepSetting

INSIDE = 1e-5  #: deep enough for a form to be rounded
HALVINGS = 34
PLACES = 9  #: of the factor
FINEST = 40  #: digits of the weights
LYAPUNOV = "lyapunov"


@dataclass(frozen=True)
class CertifiedLyapunov(CertifiedBound):
    """A form in two successive points, at least ‖p − x*‖², that a step multiplies by at most the factor.

    Args:
        form: V(p, q), kernel text; p the point and q the one before.
        positive_weights, positive_squares: as `weights` and `squares`, for V(p, q) ≥ ‖p − x*‖².
    """

    form: str = ""
    positive_weights: Mapping[str, Fraction] = field(default_factory=dict)
    positive_squares: tuple[tuple[Fraction, str], ...] = ()

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        positive = {
            "weights": {label: str(weight) for label, weight in self.positive_weights.items()},
            "squares": [[str(weight), vector] for weight, vector in self.positive_squares],
        }
        return {**super().data, "form": self.form, "positive": positive}

    @property
    def text(self) -> list[str]:
        """Lines for people."""
        return [*super().text, f"  where {self.measure}(p, q) = {self.form}"]


def lyapunov_at(function_class: str, method: str, constants: Mapping[str, Fraction]) -> CertifiedLyapunov:
    """Return a form with a factor next to the least that the class's inequalities give, at exact constants.

    Args:
        function_class: names of classes, separated by commas.
        method: one that keeps the last point.
        constants: a value for every constant of the classes, parameter of the method, and the step "eta".
    Raises:
        UnknownName: no such class or method.
        BadInput: another kind of method; constants that are missing, unknown or contradict the signs assumed; a step
            at which no such form falls.
        MissingExtra: the solver is not installed.
        ProofRefused: what the solver found cannot be rounded.
    """
    kinds, _ = classes_of(function_class)
    setting = TwoStepSetting(kinds, discovery.load("method", method), Measure({}), dict(constants))
    gram = TwoStepGram(setting)
    search = _Search(gram)
    with within_floats(constants):
        falls = search.feasible(Fraction(1))
    if not falls:
        expected = f"a step at which some form in two points falls, at {written(constants)}"
        raise BadInput("eta", str(constants["eta"]), expected)
    factor, least = search.least()
    for places in range(PLACES, 3, -1):  # where the solver's digits end early, a little more than the least factor
        wanted = factor + (Fraction(1, 10**places) if places < PLACES else 0)
        weights = search.exact(wanted)
        if weights is not None:
            return _certified(gram, search, wanted, weights, least)
    raise ProofRefused(f"no exact form was found that falls by a factor near {factor}")


def _quadratic(form: Form) -> Quadratic:
    rows = [[ratio(entry, {}) or Fraction(0) for entry in row] for row in form.matrix]
    return Quadratic(rows, [ratio(entry, {}) or Fraction(0) for entry in form.values])


class _Search:
    """Unknowns: the four coefficients of V, a weight for each inequality in the decrease, one for each in V ≥ ‖·‖²."""

    def __init__(self, gram: TwoStepGram):
        self.here, self.then = ([_quadratic(form) for form in forms] for forms in (gram.here, gram.then))
        self.uses = [_quadratic(use.form) for use in gram.uses]
        self.local = [k for k, use in enumerate(gram.uses) if _only_p(use.label)]
        self.size = len(gram.setting.basis)
        self.width = len(PARTS) + len(self.uses) + len(self.local)

    def falls(self, factor: Fraction, x: Vector) -> Quadratic:
        """τV − V⁺ − Σ weight·inequality."""
        p, weights = x[: len(PARTS)], x[len(PARTS) : len(PARTS) + len(self.uses)]
        terms = [(factor * w, form) for w, form in zip(p, self.here, strict=True)]
        terms += [(-w, form) for w, form in zip(p, self.then, strict=True)]
        return self._sum([*terms, *((-w, use) for w, use in zip(weights, self.uses, strict=True))])

    def positive(self, x: Vector, whole: bool = True) -> Quadratic:
        """V − ‖p − x*‖² − Σ weight·inequality, or without ‖p − x*‖² what is linear in the unknowns."""
        weights = x[len(PARTS) + len(self.uses) :]
        terms = [(w, form) for w, form in zip(x[: len(PARTS)], self.here, strict=True)]
        terms += [(-w, self.uses[k]) for w, k in zip(weights, self.local, strict=True)]
        return self._sum([*terms, (Fraction(-1 if whole else 0), self.here[0])])

    def _sum(self, terms: Sequence[tuple[Fraction, Quadratic]]) -> Quadratic:
        size, count, zero = range(self.size), range(len(self.here[0].values)), Fraction(0)
        matrix = [[sum((w * q.matrix[i][j] for w, q in terms), start=zero) for j in size] for i in size]
        return Quadratic(matrix, [sum((w * q.values[k] for w, q in terms), start=zero) for k in count])

    # -- the family of all points for one factor --------------------------------------------------------

    def _solutions(self, factor: Fraction) -> Affine:
        """All unknowns for which the values of f cancel."""
        units = [[Fraction(int(j == k)) for j in range(self.width)] for k in range(self.width)]
        images = [(self.falls(factor, x).values, self.positive(x, False).values) for x in units]
        rows = [
            ([image[side][place] for image in images], Fraction(0))
            for side in (0, 1)
            for place in range(len(self.here[0].values))
        ]
        found = affine(rows, self.width)
        assert found is not None, "0 is a solution"
        return found

    def _cone(self, factor: Fraction, solutions: Affine) -> Cone:
        """Both remainders in one matrix, side by side; the second one has rows for p − x*, q − x*, g(p) only."""
        points = [solutions.offset, *solutions.directions]
        matrices, lines = [], []
        for index, x in enumerate(points):
            first, second = self.falls(factor, x), self.positive(x, index == 0)
            matrices.append(_side_by_side(first.matrix, [row[:3] for row in second.matrix[:3]]))
            lines.append(x[3:])
        return Cone(matrices, lines, [Fraction(0)] * len(points))

    def feasible(self, factor: Fraction) -> bool:
        """Whether some form falls by this factor, with room for rounding."""
        try:
            return self._cone(factor, self._solutions(factor)).depth().depth > INSIDE
        except ProofRefused:  # the solver gave up, next to the edge
            return False

    def least(self) -> tuple[Fraction, float]:
        """A factor with few digits just above the least one, and the latter in floating point."""
        low, high = Fraction(0), Fraction(1)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if self.feasible(middle) else (middle, high)
        wanted = Fraction(ceil(high * 10**PLACES) + 1, 10**PLACES)
        return wanted, float(high)

    def exact(self, factor: Fraction) -> Vector | None:
        """Unknowns with few digits that satisfy everything exactly; None if no rounding of the solver's point does."""
        solutions = self._solutions(factor)
        cone = self._cone(factor, solutions)
        found = cone.depth().point
        for digits in range(3, FINEST, 3):
            point = [Fraction(round(y * 10**digits), 10**digits) for y in found]
            matrix, lines = cone.at(point)
            if min(lines) >= 0 and squares(matrix) is not None:
                return solutions.at(point)
        return None


def _only_p(label: str) -> bool:
    """Whether an inequality speaks of no other points than p and the minimiser."""
    inside = label.partition("(")[2].removesuffix(")")
    return inside in ("p", "p, x_star", "x_star, p")


def _side_by_side(one: Matrix, other: Matrix) -> Matrix:
    wide = [[*row, *([Fraction(0)] * len(other))] for row in one]
    return [*wide, *([*([Fraction(0)] * len(one)), *row] for row in other)]


# -- the proof -------------------------------------------------------------------------------------------


def _certified(gram: TwoStepGram, search: _Search, factor: Fraction, x: Vector, least: float) -> CertifiedLyapunov:
    setting, count = gram.setting, len(PARTS)
    form = setting.form(x[:count], "p", "q")
    falls = {use.label: w for use, w in zip(gram.uses, x[count:], strict=False) if w}
    positive = {gram.uses[k].label: w for k, w in zip(search.local, x[count + len(gram.uses) :], strict=True) if w}
    rests = [_squares(gram, search.falls(factor, x).matrix), _squares(gram, search.positive(x).matrix)]
    after = setting.form(x[:count], setting.after, "p")
    goals = [f"{after} <= ({factor})*({form})", f"sq(p - x_star) <= {form}"]
    derivation = _proof(gram, goals, [(falls, rests[0]), (positive, rests[1])])
    names = tuple(kind.name for kind in setting.classes)
    about = (names, setting.method.name, LYAPUNOV, setting.constants, factor, float(factor) - least)
    return CertifiedLyapunov(*about, falls, tuple(rests[0]), derivation, form, positive, tuple(rests[1]))


def _squares(gram: TwoStepGram, matrix: Matrix) -> list[tuple[Fraction, str]]:
    found = squares(matrix)
    if found is None:
        raise ProofRefused(f"{gram.setting.name}: a remainder is not a sum of squares")
    basis = gram.setting.basis
    return [(w, " + ".join(f"({x})*({b})" for x, b in zip(row, basis, strict=True) if x)) for w, row in found]


def _proof(
    gram: TwoStepGram,
    goals: Sequence[str],
    proofs: Sequence[tuple[Mapping[str, Fraction], Sequence[tuple[Fraction, str]]]],
) -> Derivation:
    """Both inequalities, for all p and q."""
    setting = gram.setting
    conclusion = f"forall(p, vector, forall(q, vector, {goals[0]} and {goals[1]}))"

    def write(d: Draft) -> Fact:
        d.local(**LOCALS)
        parts = [_combined(gram, d, goal, *proof) for goal, proof in zip(goals, proofs, strict=True)]
        return d.generalize(d.conj(*parts), *LOCALS)

    draft = Draft(Statement(setting.name, "any", setting.declare, setting.hypotheses, conclusion))
    used = write(draft).thm.hyps
    kept = {label: text for label, text in setting.hypotheses.items() if draft.formula(text) in used}
    derivation = derive(Statement(setting.name, "any", setting.declare, kept, conclusion), write)
    derivation.replay()
    return derivation


def _combined(
    gram: TwoStepGram, d: Draft, goal: str, weights: Mapping[str, Fraction], rest: Sequence[tuple[Fraction, str]]
) -> Fact:
    taken = [(weights[use.label], use.take(d)) for use in gram.uses if use.label in weights]
    taken += [(weight, d.norm(vector)) for weight, vector in rest]
    premises = list(dict.fromkeys(fact for _, fact in taken))
    terms = [[str(weight), [premises.index(fact)]] for weight, fact in taken]
    return d.step("combine", *premises, formula=goal, terms=terms)
