"""`certify`: what is rigorously true of one condition on one concrete function, with its best constant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from . import discovery
from .certificate import Certificate
from .conditions._center import refuted_near_center
from .conditions._classes import one_point
from .conditions._domain import is_defined, undefined
from .conditions._near_center import near_center
from .conditions._pair import pair_class
from .conditions._pieces import convex_around
from .conditions._question import Clock, Question, Scale
from .conditions._settle import settle
from .conditions._weights import negative_weight
from .errors import BadInput, UnknownName
from .function_class import FunctionClass
from .interval.problem import EmptySet, Problem
from .interval.sets import condition_of, is_convex
from .interval.tape import Tape
from .landscape import Landscape
from .plain import digits_of
from .referee.second_look import second_look
from .region import Point, Region
from .statement import Statement
from .symbolic_rational import exact
from .verdict import Verdict

#: the algebra takes time of the order of d⁴, whatever the budget: 10 s or so in this dimension
MOST_VARIABLES = 40


def certify(
    landscape: Landscape,
    condition: str,
    region: Region,
    *,
    center: Point | None = None,
    constant: Fraction | None = None,
    step: Fraction | None = None,
    tolerance: Fraction = Fraction(1, 1000),
    budget: float = 10.0,
    asked: Statement | None = None,
    constants: Mapping[str, Fraction] | None = None,
) -> Certificate:
    """Certify a condition on a region, by exact algebra where possible and by enclosures elsewhere.

    Args:
        landscape: the function f.
        condition: a function class with one constant that has a best value ("opsc", "pl", "smooth", …) or with none
            ("convex", "star_convex"), or a file of `conditions/` ("sign", "exit_radius", "containment", …).
        region: the set S on which it is asked.
        center: the point it is about, shape (d,); needed by one-point classes.
        constant: the claim, positive; without one the best constant is bounded on both sides.
        step: η > 0, for conditions on the map x − ηg(x).
        tolerance: wanted width of the two-sided bound.
        budget: seconds that subdivision may use.
        asked: the hypotheses to settle, for a condition that reads them (`descent_recurrence`).
        constants: the other constants of a condition that has several (L1 of `l0_l1_smooth`).
    Returns:
        HOLDS, REFUTED with an exact witness, or UNDECIDED with what is open; never a guess. UNDECIDED at once in
        more than MOST_VARIABLES dimensions.
    Raises:
        UnknownName: no such condition.
        BadInput: a dimension that does not match, a step (or a class's constant) that is not a positive exact number,
            a centre outside a bounded convex region, a formula that cannot be enclosed.
    """
    question = Question(
        landscape,
        region,
        _point(landscape, center),
        None if constant is None else exact(constant, "constant"),
        _positive("step", step),
        exact(tolerance, "tolerance"),
        budget,
        asked,
        {name: exact(value, name) for name, value in (constants or {}).items()},
    )
    is_class = condition in discovery.names("class")
    if not is_class and condition not in discovery.names("condition"):
        raise UnknownName("condition", condition, [*discovery.names("class"), *discovery.names("condition")])
    _check(question)
    if landscape.dimension > MOST_VARIABLES:
        words = f"dimension {landscape.dimension} is more than the {MOST_VARIABLES} variables that are tried"
        return Clock.of(condition, question).certificate(Verdict.UNDECIDED, method="size", open_=words)
    if is_class:
        _positive("constant", constant)
        return _class(_certifiable(condition), question)
    return discovery.load("condition", condition)(question)


def recheck(certificate: Certificate, landscape: Landscape, budget: float = 60.0) -> Verdict:
    """Look at a certificate a second time, by other means than those that made it.

    Args:
        certificate: what `certify` returned, or what was stored of it.
        landscape: the function it is about.
        budget: seconds.
    Returns:
        HOLDS when it is confirmed, REFUTED when it is contradicted (do not trust it), UNDECIDED when there is no
        second way here (most conditions on maps and regions, ranges over all of R^d, subdivisions too large to store),
        when the time was too short, or when the certificate leaves its question open itself.
    Raises:
        UnknownName: the certificate is about no known class or condition.
    """
    return second_look(certificate, landscape, budget).verdict


def _certifiable(name: str) -> FunctionClass:
    kind: FunctionClass = discovery.load("class", name)
    if kind not in _kinds():
        raise BadInput("condition", name, f"one of the classes {', '.join(k.name for k in _kinds())}, or a condition")
    return kind


def _kinds() -> list[FunctionClass]:
    """The classes with one constant that has a best value, or with none."""
    kinds = (discovery.load("class", name) for name in discovery.names("class"))
    return [kind for kind in kinds if kind.best or not kind.constants]


def _class(kind: FunctionClass, question: Question) -> Certificate:
    _check_constant(kind, question.constant)
    if not kind.constant:
        return replace(_settled(kind, replace(question, constant=Fraction(0))), claim=None, lower=None, upper=None)
    return _settled(kind, question)


def _check_constant(kind: FunctionClass, constant: Fraction | None) -> None:
    if constant is None:
        return
    if not kind.constant:
        raise BadInput("constant", str(constant), f"none: the class {kind.name} has no constant")
    if kind.most is not None and constant > kind.most:
        raise BadInput("constant", str(constant), f"at most {kind.most} for the class {kind.name}")


def _settled(kind: FunctionClass, question: Question) -> Certificate:
    f, clock = question.landscape, Clock.of(kind.name, question)
    words = undefined(f, question.region)
    if kind.pair and not is_defined(f, convex_around(question.region)):
        words = words or "f was not shown to be defined on a convex set around the region"
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="domain", open_=words)
    try:
        return pair_class(kind, question) if kind.pair else _one_point(kind, question)
    except EmptySet:
        raise BadInput("region", str(question.region), "a region with points") from None


def _one_point(kind: FunctionClass, question: Question) -> Certificate:
    center, region = question.need_center(), question.region
    if is_convex(region) and not region.contains(center):
        raise BadInput("center", ", ".join(map(str, center)), f"a point of the region {region}")
    clock, (problem, scale) = Clock.of(kind.name, question), one_point(kind, question)
    if not problem.cases:
        return clock.certificate(Verdict.HOLDS, method="identity")
    refuted = _no_minimiser(clock, problem, scale) or refuted_near_center(clock, problem, scale)
    if refuted is not None:
        return refuted
    assert kind.by_curvature is not None  # a test insists that these classes have it
    near = partial(near_center, question.landscape, kind.by_curvature, scale, center, region)
    return settle(clock, problem, scale, near)


def _no_minimiser(clock: Clock, problem: Problem, scale: Scale) -> Certificate | None:
    """What a negative weight means: no smallest constant at all; f(p) < f(c) for classes with a largest one."""
    point = negative_weight(problem, clock.question.region)
    if point is None:
        return None
    if scale.sign < 0:
        words = "" if clock.question.constant is not None else "no constant satisfies it"
        return clock.certificate(Verdict.REFUTED, witness=point, method="center", open_=words)
    center, there = (", ".join(map(digits_of, p)) for p in (clock.question.need_center(), point))
    raise BadInput("center", center, f"a minimiser of f on the region (f is smaller at {there})")


def _point(landscape: Landscape, center: Point | None) -> Point | None:
    if center is None:
        return None
    if len(center) != landscape.dimension:
        raise BadInput("center", f"{len(center)} coordinates", f"{landscape.dimension}")
    return tuple(exact(x, "center") for x in center)


def _positive(what: str, value: Fraction | None) -> Fraction | None:
    if value is None:
        return None
    number = exact(value, what)
    if number <= 0:
        raise BadInput(what, str(number), "a positive number")
    return number


def _check(question: Question) -> None:
    f = question.landscape
    condition_of(question.region, f.variables)  # the dimension
    Tape([f.formula, *f.gradient], f.variables)  # what cannot be enclosed
    if question.tolerance <= 0:
        raise BadInput("tolerance", str(question.tolerance), "a positive number")
