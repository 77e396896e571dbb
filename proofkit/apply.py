"""Apply a theorem to a concrete function: every hypothesis discharged or named as failing, and the steps it covers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import sympy as sp

from . import discovery
from .application import Application, Discharge
from .certificate import Certificate
from .certify import certify
from .enclosed_center import about_enclosed
from .errors import BadInput
from .interval.compare import holds, intervals_where
from .landscape import Landscape
from .landscape_joins import joins
from .plain import outward
from .prediction import Prediction
from .region import Ball, Box, Everywhere, Region
from .roles import Roles, find_roles
from .symbolic import to_sympy
from .symbolic_rational import exact
from .theorem import Condition, Theorem
from .verdict import Verdict, worst

#: conditions whose constant is found for the step, not claimed by the landscape; True: an upper bound is used
FOUND = {"exit_radius": True, "distance": False, "piecewise_expanding": False}


def apply(
    theorem: Theorem | str,
    landscape: Landscape | str,
    step: Fraction | None = None,
    *,
    box: Box | None = None,
    budget: float = 10.0,
    certifier: Callable[..., Certificate] = certify,
) -> Application:
    """Discharge a theorem's hypotheses on a function.

    Args:
        theorem: a `Theorem` or its name.
        landscape: the function (or a landscape's name). What the conditions name and it lacks is looked for: x* and
            x†, the region M, the radius rho of a ball.
        step: η > 0; without it the intervals of admissible steps are found instead of a prediction.
        box: where minimisers are looked for (by default a cube of side 16 about 0).
        budget: seconds each certificate may use, and the search for minimisers.
        certifier: what certifies; `certify`, or that of a store of earlier answers.
    Raises:
        BadInput: a point, region or constant that the theorem names is missing and was not found, or the step is not
            positive.
        ProofRefused: the theorem's proof does not replay.
    """
    theorem = discovery.theorem(theorem) if isinstance(theorem, str) else theorem
    landscape = discovery.landscape(landscape) if isinstance(landscape, str) else landscape
    basis = theorem.strength  # replays: nothing is said of a function by a theorem whose proof the kernel refuses
    if step is not None and exact(step, "step") <= 0:
        raise BadInput("step", str(step), "a positive number")
    if theorem.statement.dimension == "1" and landscape.dimension != 1:
        raise BadInput("landscape", f"{landscape.name} in dimension {landscape.dimension}", "dimension 1")
    _check_order(landscape)
    asked = [condition for condition in theorem.conditions if step or not _at_step(condition)]
    roles = find_roles(theorem, landscape, step, box, budget)
    landscape = roles.landscape
    ask = partial(certifier, landscape, step=step, budget=budget)
    found = {condition: _certificate(theorem, roles, condition, ask) for condition in asked}
    values = _values(theorem, roles, found, step)
    later = _waiting(theorem, values) if step is None else ()
    rows = tuple(_row(theorem, label, found, values) for label in theorem.statement.hypotheses if label not in later)
    verdict = worst(row.verdict for row in rows)
    name, on = theorem.name, landscape.name
    prediction = None if step is None else Prediction(name, on, step, _outcome(theorem), verdict, basis)
    note = _note(theorem, landscape, verdict)
    return Application(name, on, rows, later, _steps(theorem, values), prediction, note, roles.words, landscape)


def _check_order(landscape: Landscape) -> None:
    """Refuse constants that no function has: ⟨g, x − c⟩ ≥ μ‖x − c‖² and ‖g‖ ≤ L‖x − c‖ give μ ≤ L."""
    for small, large in (("mu", "L"), ("mu_star", "L"), ("mu_dagger", "L_dagger")):
        mu, L = landscape.constants.get(small), landscape.constants.get(large)
        if mu is not None and L is not None and mu > L:
            raise BadInput(small, str(mu), f"at most {large} = {L}")


def _at_step(condition: Condition) -> bool:
    return condition.name in (
        "exit_radius",
        "piecewise_expanding",
        "no_trapped_set",
        "nonsingular_map",
        "unstable_points",
    )


def _certificate(
    theorem: Theorem, roles: Roles, condition: Condition, ask: Callable[..., Certificate]
) -> Certificate:
    landscape = roles.landscape
    hypotheses = {label: theorem.statement.hypotheses[label] for label in condition.discharges}
    asked = replace(theorem.statement, hypotheses=hypotheses)
    center = _role(landscape.points, condition.center, "point", landscape) if condition.center else None
    claim = None if condition.name in FOUND else landscape.constants.get(condition.constant)
    region = _ball(landscape, condition) if condition.region == "ball" else _region(landscape, condition.region)
    slack = roles.slacks.get(condition.center)
    if slack is None or center is None:
        found = ask(condition.name, region, center=center, constant=claim, asked=asked)
    else:
        found = about_enclosed(condition.name, region, center, slack, ask, claim, roles.near)
    bound = found.upper if _takes_upper(condition.name) else found.lower
    if claim is None and condition.name in discovery.names("class") and bound is not None and bound > 0:
        return replace(found, verdict=Verdict.HOLDS, claim=bound)  # a bound on the best constant is a constant
    return found


def _region(landscape: Landscape, role: str) -> Region:
    if role == "everywhere" or (role == "S" and role not in landscape.regions):
        return Everywhere()
    region = _role(landscape.regions, role.removeprefix("not "), "region", landscape)
    return ~region if role.startswith("not ") else region


def _ball(landscape: Landscape, condition: Condition) -> Ball:
    """The closed ball of radius rho about the condition's centre."""
    center, rho = _role(landscape.points, condition.center, "point", landscape), landscape.constants.get("rho")
    if rho is None or rho <= 0:
        raise BadInput(f"constant rho of {landscape.name}", str(rho or "none"), "the radius of the ball, positive")
    return Ball(center, rho**2)


def _role(table: Mapping[str, Any], role: str, kind: str, landscape: Landscape) -> Any:
    if role not in table:
        expected = f"a {kind} named {role}: none was found"
        raise BadInput(f"{kind} {role} of {landscape.name}", ", ".join(table) or "none", expected)
    return table[role]


# -- the numbers ------------------------------------------------------------------------------------------


def _values(
    theorem: Theorem, roles: Roles, found: Mapping[Condition, Certificate], step: Fraction | None
) -> dict[str, sp.Expr]:
    """Every scalar of the statement: certified or claimed-and-certified constants, the step, then what they define."""
    landscape = roles.landscape
    constants = {name: sp.Rational(value) for name, value in landscape.constants.items()}
    for condition, certificate in found.items():
        bound = certificate.upper if _takes_upper(condition.name) else certificate.lower
        if (
            condition.constant
            and (condition.name in FOUND or condition.constant not in constants)
            and bound is not None
        ):
            constants[condition.constant] = sp.Rational(bound)
    points = landscape.points
    if roles.slacks:
        constants.pop("D", None)  # not known exactly
    elif {"x_star", "x_dagger"} <= set(points):
        gap = sum((a - b) ** 2 for a, b in zip(points["x_star"], points["x_dagger"], strict=True))
        constants["D"] = sp.sqrt(sp.Rational(gap))
    if "piecewise_expanding" in {c.name for c in found}:
        expanding = next(certificate for c, certificate in found.items() if c.name == "piecewise_expanding")
        constants["n"] = sp.Integer(expanding.data.get("intervals", 0))
    constants["eta"] = sp.Symbol("eta", positive=True) if step is None else sp.Rational(step)
    for name, expression in theorem.definitions.items():
        constants[name] = _at(expression, constants)
    return constants


def _takes_upper(name: str) -> bool:
    """Whether an upper bound on a condition's best constant is one that holds."""
    if name in discovery.names("class"):
        return bool(discovery.load("class", name).best == "smallest")
    return FOUND.get(name, True)


def _at(expression: sp.Expr, values: Mapping[str, sp.Expr]) -> sp.Expr:
    return expression.subs({s: values[s.name] for s in expression.free_symbols if s.name in values})


def _gap(text: str, values: Mapping[str, sp.Expr]) -> tuple[sp.Expr, bool] | None:
    """Read a scalar inequality as (gap, strict) with gap > 0 or ≥ 0; None if it is something else."""
    node = ast.parse(text, mode="eval").body
    if not isinstance(node, ast.Compare) or any(isinstance(part, ast.Call) for part in ast.walk(node)):
        return None
    relation, sides = node.ops[0], (node.left, node.comparators[0])
    if not isinstance(relation, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return None
    left, right = (_at(to_sympy(ast.unparse(side)), values) for side in sides)
    less = isinstance(relation, ast.Lt | ast.LtE)
    return (right - left if less else left - right), isinstance(relation, ast.Lt | ast.Gt)


# -- the hypotheses -------------------------------------------------------------------------------------------


def _row(
    theorem: Theorem, label: str, found: Mapping[Condition, Certificate], values: Mapping[str, sp.Expr]
) -> Discharge:
    text = theorem.statement.hypotheses[label]
    used = tuple(certificate for condition, certificate in found.items() if label in condition.discharges)
    if used:
        how = ", ".join(f"{c.condition}{_constant(c)} on {c.region} ({c.method or c.open_})" for c in used)
        return Discharge(label, text, worst(c.verdict for c in used), how, used)
    if label in theorem.assumed:
        return Discharge(label, text, Verdict.HOLDS, "assumed of the start or noise", assumed=True)
    if label in theorem.by_definition:
        return Discharge(label, text, Verdict.HOLDS, "by definition")
    read = _gap(text, values)
    if read is None:
        return Discharge(label, text, Verdict.UNDECIDED, "nothing discharges it")
    gap, strict = read
    if gap.free_symbols:
        missing = ", ".join(sorted(symbol.name for symbol in gap.free_symbols))
        return Discharge(label, text, Verdict.UNDECIDED, f"no value for {missing}")
    return Discharge(label, text, holds(gap, strict), f"margin {sp.N(gap, 6)}")


def _constant(certificate: Certificate) -> str:
    claim = certificate.claim
    return "" if claim is None else f" {outward(claim, up=_takes_upper(certificate.condition))}"


def _waiting(theorem: Theorem, values: Mapping[str, sp.Expr]) -> tuple[str, ...]:
    """The hypotheses that need a step: settled by a certificate made for one, or inequalities in what depends on it."""
    certified = {label for c in theorem.conditions if _at_step(c) for label in c.discharges}
    found_there = {c.constant for c in theorem.conditions if _at_step(c) and c.constant} | {"eta", "n"}
    others = {label for c in theorem.conditions if not _at_step(c) for label in c.discharges}

    def waits(label: str, text: str) -> bool:
        if label in certified:
            return True
        read = None if label in {*others, *theorem.by_definition, *theorem.assumed} else _gap(text, values)
        return read is not None and bool({symbol.name for symbol in read[0].free_symbols} & found_there)

    return tuple(label for label, text in theorem.statement.hypotheses.items() if waits(label, text))


def _steps(theorem: Theorem, values: Mapping[str, sp.Expr]) -> tuple[tuple[Fraction, Fraction], ...] | None:
    """Intervals of η on which every inequality in η holds, up to the largest threshold; None if a value is missing."""
    if any(_at_step(c) and c.name != "nonsingular_map" for c in theorem.conditions):
        return None
    eta = sp.Symbol("eta", positive=True)
    free = {**values, "eta": eta}
    for name, expression in theorem.definitions.items():
        free[name] = _at(expression, free).replace(sp.Pow, lambda base, exponent: sp.factor(base) ** exponent)
    texts = [text for label, text in theorem.statement.hypotheses.items() if label not in theorem.by_definition]
    gaps = [gap for gap, _ in filter(None, (_gap(text, free) for text in texts)) if eta in gap.free_symbols - {gap}]
    end = _largest_step(theorem, free)
    if not gaps or end is None or any(gap.free_symbols != {eta} for gap in gaps):
        return None
    return tuple(intervals_where(gaps, eta, Fraction(0), end))


def _largest_step(theorem: Theorem, values: Mapping[str, sp.Expr]) -> Fraction | None:
    """A step beyond which no threshold on η allows anything (a hundred times the largest lower end if unbounded)."""
    ends = []
    for threshold in theorem.thresholds:
        if threshold.symbol == "eta":
            scale, end = (1, threshold.upper) if threshold.upper is not None else (100, threshold.lower)
            value = scale * _at(end, values)
            ends += [Fraction(int(value.p), int(value.q))] if value.is_Rational else []
    return max(ends, default=None)


def _outcome(theorem: Theorem) -> str:
    """What follows, and for which starts or noises: nothing is shown of the hypotheses that are assumed of them."""
    limits = f" (for starts and noise as assumed: {', '.join(theorem.assumed)})" if theorem.assumed else ""
    return theorem.outcome + limits


def _is_smooth(landscape: Landscape) -> bool:
    """Whether the function is known to be C¹ (several pieces: decided on the line only)."""
    if not isinstance(landscape.formula, sp.Piecewise):
        return True
    return landscape.dimension == 1 and all(join.is_differentiable for join in joins(landscape))


def _note(theorem: Theorem, landscape: Landscape, verdict: Verdict) -> str:
    """What is only stated; theory 2.4, where both inequalities are asked of a C¹ function up to the boundary; 3.9."""
    if not theorem.derived:
        return f"{theorem.name} is stated, not proved: what follows from it is only as well known as its source."
    asked = {(condition.name, condition.region) for condition in theorem.conditions}
    if ("unstable_points", "everywhere") in asked and verdict is Verdict.HOLDS:
        return (
            "Unstable, but nothing says that orbits leave: near a minimum that is unstable they may stay for ever, on a"
            " cycle around it (theorem flip_of_minimum). See predict for where they go."
        )
    if not {("opsc", "M"), ("opsc", "not M")} <= asked or not _is_smooth(landscape):
        return ""
    return (
        f"{landscape.name} is continuously differentiable, so it cannot satisfy both one-point inequalities up to the"
        " boundary of M: theorem kink_of_two_basin proves that the gradient would jump there. See"
        " global_convergence_of_large_step_smooth, which asks nothing inside M but expansion."
    )
