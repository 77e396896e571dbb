"""`bound_at`: at given rational constants and step, the best factor of one step, to eleven digits, with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .. import discovery
from ..derivation import Derivation, Draft, Fact, derive
from ..errors import BadInput, ProofRefused, Undecided
from ..statement import Statement
from .bounded import why_unbounded
from .certified import CertifiedBound
from .dual import Multipliers, Quadratic, Units, multipliers
from .gram import Form, Gram
from .linear import Vector, squares
from .lyapunov import LYAPUNOV, lyapunov_at
from .measure import parse_measure
from .polynomials import ratio
from .setting import Setting, classes_of
from .setting_at import SettingAt, within_floats, written

FAR_APART = (
    "either there is none, or the solver, which computes in floating point, does not see it; that happens where 1/eta"
    " and the constants differ by many orders of magnitude"
)


def bound_at(
    function_class: str,
    method: str,
    measure: str,
    constants: Mapping[str, Fraction],
    factor: Fraction | None = None,
) -> CertifiedBound:
    """Return a factor of one step at exact constants, next to the least that the inequalities give.

    The excess is about 10⁻¹⁰ of the factor, and near 1 of its distance from 1. Units do not matter: the programme is
    solved in those in which L is 1, and its multipliers are mapped back exactly.

    Args:
        function_class: names of classes, separated by commas (joined by their usual companions, as in `derive`).
        method: one without kept state, except for "lyapunov".
        measure: as for `derive`; "lyapunov" for a form in the last two points (`lyapunov_at`).
        constants: a value for every constant of the classes, parameter of the method, and the step "eta".
        factor: prove this factor instead.
    Raises:
        UnknownName: no such class or method.
        BadInput: constants that are missing, unknown or contradict the signs assumed; a measure that the class cannot
            bound (the message says why); a factor that these inequalities do not give.
        MissingExtra: the solver is not installed.
        Undecided: no bound was found.
        ProofRefused: the solver does not settle it.
    """
    if measure.strip() == LYAPUNOV:
        return lyapunov_at(function_class, method, constants)
    kinds, _ = classes_of(function_class)
    general = Setting(kinds, discovery.load("method", method), parse_measure(measure))
    gram = Gram(SettingAt(kinds, general.method, general.measure, _ordered(general, constants)))
    ends, forms = (_form(gram.before), _form(gram.after)), [_form(use.form) for use in gram.uses]
    with within_floats(constants):
        found = multipliers(*ends, forms, _units(gram.setting, constants), factor)
    if found is None and factor is not None:
        raise BadInput("factor", str(factor), f"one that the inequalities give at {written(constants)}")
    if found is None:
        if reason := why_unbounded(Gram(general), [dict(constants)]):
            raise BadInput("measure", measure, reason)
        raise Undecided(f"no bound was found at {written(constants)}: {FAR_APART}")
    with within_floats(constants):
        return _certified(gram, found, tuple(kind.name for kind in kinds))


def _ordered(general: Setting, constants: Mapping[str, Fraction]) -> dict[str, Fraction]:
    for name, value in constants.items():
        if not isinstance(value, Fraction | int):
            raise BadInput(f"constant {name}", value, "an exact number: a Fraction, or an int")
    known = {name: constants[name] for name in general.scalars if name in constants}
    return {**known, **{name: value for name, value in constants.items() if name not in known}}


def _units(setting: Setting, constants: Mapping[str, Fraction]) -> Units:
    """Units in which L (without L: the step) is 1, and longer ones at the far end of a long step."""
    curvature = constants["L"] if "L" in constants else 1 / constants["eta"]
    long = max(Fraction(1), constants["eta"] * curvature)
    lengths = {point: Fraction(1) if point == "p" else long for point in setting.points}
    noise = [curvature] * (len(setting.basis) - 1 - len(lengths))
    gradients = [curvature * length for length in lengths.values()]
    return Units([Fraction(1), *gradients, *noise], [curvature * length**2 for length in lengths.values()])


def _form(form: Form) -> Quadratic:
    """The form's entries are numbers."""
    rows = [[ratio(entry, {}) or Fraction(0) for entry in row] for row in form.matrix]
    return Quadratic(rows, [ratio(entry, {}) or Fraction(0) for entry in form.values])


def _certified(gram: Gram, found: Multipliers, names: tuple[str, ...]) -> CertifiedBound:
    setting = gram.setting
    assert isinstance(setting, SettingAt)
    rest = [(weight, _vector(gram, vector)) for weight, vector in _remainder(gram, found)]
    used = {use.label: weight for use, weight in zip(gram.uses, found.weights, strict=True) if weight}
    derivation = proof_at(gram, found.factor, used, rest)
    gap = float(found.factor) - found.value
    about = (names, setting.method.name, setting.measure.name, setting.constants)
    return CertifiedBound(*about, found.factor, gap, used, tuple(rest), derivation)


def _remainder(gram: Gram, found: Multipliers) -> list[tuple[Fraction, Vector]]:
    """factor·before − after − Σ weight·inequality as a sum of squares."""
    weighted = [(-w, _form(use.form)) for w, use in zip(found.weights, gram.uses, strict=True) if w]
    terms = [(found.factor, _form(gram.before)), (Fraction(-1), _form(gram.after)), *weighted]
    size = range(len(gram.setting.basis))
    rest = squares([[sum((w * q.matrix[i][j] for w, q in terms), start=Fraction(0)) for j in size] for i in size])
    if rest is None:
        raise ProofRefused(f"{gram.setting.name}: the remainder is not a sum of squares")
    return rest


def _vector(gram: Gram, row: Vector) -> str:
    return " + ".join(f"({x})*({base})" for x, base in zip(row, gram.setting.basis, strict=True) if x)


def proof_at(
    gram: Gram, factor: Fraction, weights: Mapping[str, Fraction], rest: list[tuple[Fraction, str]]
) -> Derivation:
    """Return the derivation, replayed: factor·before − after = Σ weight·inequality + Σ weight·square.

    Args:
        gram: a setting at numbers.
        factor: of the measure.
        weights: inequality → its multiplier, positive.
        rest: (positive weight, vector in kernel text).
    Raises:
        ProofRefused: the identity does not hold.
    """
    setting = gram.setting
    goal = f"{setting.measure.text(setting.after)} <= ({factor})*({setting.measure.text(setting.before)})"
    conclusion = goal
    for condition in reversed(setting.noise):
        conclusion = f"implies({condition}, {conclusion})"
    local = {"p": "vector", **({"xi": "vector"} if setting.noisy else {})}
    for name in reversed(local):
        conclusion = f"forall({name}, vector, {conclusion})"

    def write(d: Draft) -> Fact:
        d.local(**local)
        taken = [(weights[use.label], use.take(d)) for use in gram.uses if use.label in weights]
        taken += [(weight, d.norm(vector)) for weight, vector in rest]
        premises = list(dict.fromkeys(fact for _, fact in taken))
        terms = [[str(weight), [premises.index(fact)]] for weight, fact in taken]
        bound = d.step("combine", *premises, formula=goal, terms=terms)
        for condition in reversed(setting.noise):
            bound = d.step("discharge", bound, formula=condition)
        return d.generalize(bound, *local)

    declare = {name: sort for name, sort in setting.declare.items() if name != "xi"}
    draft = Draft(Statement(setting.name, "any", declare, setting.hypotheses, conclusion))
    used = write(draft).thm.hyps
    kept = {label: text for label, text in setting.hypotheses.items() if draft.formula(text) in used}
    derivation = derive(Statement(setting.name, "any", declare, kept, conclusion), write)
    derivation.replay()
    return derivation
