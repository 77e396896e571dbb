"""Which method holds which minima: for 0 < β < 1, Nesterov the flattest, then plain descent, heavy ball, averaging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from proofkit import discovery
from proofkit.derivation import Draft, Fact
from proofkit.function_class import rename
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold
from theorems import _quadratic_threshold as shared

NAME = "momentum_holds_sharper_minima"
#: method → its theorem; each holds every minimum that those before it hold, and more
METHODS = {
    "nesterov": discovery.theorem("nesterov_threshold"),
    "descent": discovery.theorem("gradient_descent_on_quadratic"),
    "heavy": discovery.theorem("heavy_ball_threshold"),
    "averaged": discovery.theorem("averaged_momentum_threshold"),
}
INSIDE = [theorem.thresholds[0].conditions[0] for theorem in METHODS.values()]
OUTSIDE = [text.replace("<", ">=") for text in INSIDE]
COMMON = {*shared.BASIS, "step", "beta", "beta_below_1", "alpha"}


def _own(method: str) -> dict[str, str]:
    """Label in the method's theorem → label here, of the hypotheses that define its two orbits."""
    return {label: f"{label}_{method}" for label in METHODS[method].statement.hypotheses if label not in COMMON}


def _orbits(method: str) -> dict[str, str]:
    names = {x: f"{x}_{method}" for x in "xz"}
    texts = METHODS[method].statement.hypotheses
    return {here: rename(texts[there], names) for there, here in _own(method).items()}


def _parts() -> Iterator[tuple[str, str]]:
    """With the first k methods beyond their thresholds and the others not: the limits that follow, k = 0, …, 4."""
    names = list(METHODS)
    for k in range(len(names) + 1):
        lost = [f"not {shared.LIMIT.format(f'z_{name}')}" for name in names[:k]]
        held = [shared.LIMIT.format(f"x_{name}") for name in names[k:]]
        yield " and ".join([*OUTSIDE[:k][-1:], *INSIDE[k:][:1]]), " and ".join([*lost, *held])


def _write(d: Draft) -> Fact:
    """The thresholds are (1 + β)/(1 + 2β) < 1 < 1 + β < (1 + β)/(1 − β), times 2/L; the rest is in their theorems."""
    theorems = [d.parts(_cited(d, method)) for method in METHODS]
    largest = d.combine("L > 0", d.part(d.use(d["eigenvalues"], ["0"]), 0), d["largest"])
    slope, size = d.combine("1 + 2*beta > 0", d["beta"]), d.combine("eta*L > 0", d["step"], largest)
    signs = d["beta"], d["alpha"], slope, d.combine("beta*eta*L > 0", d["beta"], size)

    def chain(goals: Sequence[str], fact: Fact) -> list[Fact]:
        """Carry a side of one threshold on to the methods that follow on this side."""
        found = [fact]
        for goal in goals[1:]:
            times = [slope] if goal == INSIDE[1] else []
            found.append(d.combine(goal, found[-1], *signs, eq_times=["eta*L"], multiplier=times))
        return found

    def part(k: int, assumed: Sequence[Fact]) -> Fact:
        beyond = chain(OUTSIDE[:k][::-1], assumed[0])[::-1] if k else []
        within = chain(INSIDE[k:], assumed[-1]) if k < len(INSIDE) else []
        sides = [*((fact, 1) for fact in beyond), *((fact, 0) for fact in within)]
        return d.conj(*(d.use(proved[side], (), fact) for proved, (fact, side) in zip(theorems, sides, strict=True)))

    def whole(k: int, sides: str) -> Fact:
        return d.implies(sides, lambda fact: part(k, d.parts(fact) if 0 < k < len(INSIDE) else [fact]))

    return d.conj(*(whole(k, sides) for k, (sides, _) in enumerate(_parts())))


def _cited(d: Draft, method: str) -> Fact:
    statement, own = METHODS[method].statement, _own(method)
    given = {name: f"{name}_{method}" if name in "xz" else name for name in statement.declare}
    facts = (
        d.combine(text, d["beta"]) if label == "beta" else d[own.get(label, label)]
        for label, text in statement.hypotheses.items()
    )
    return d.cite(statement.name, given, *facts)


ORBITS = {label: text for method in METHODS for label, text in _orbits(method).items()}


def _between(name: str, k: int, failure: str) -> Threshold:
    """The steps at which the k-th method does not hold the minimum and the next one does."""
    return Threshold(
        name=name,
        theorem=NAME,
        symbol="eta",
        conditions=(OUTSIDE[k], INSIDE[k + 1]),
        positive=("eta", "L", "beta", "alpha"),
        tag="sharp",
        failure=failure,
        sharpness_witness="quadratic",
    )


momentum_holds_sharper_minima = Theorem(
    title="Which quadratic minima gradient descent and three forms of momentum can hold",
    statement=Statement(
        NAME,
        "any",
        {
            **{name: sort for name, sort in shared.SYMBOLS.items() if name not in "xz"},
            **{f"{x}_{method}": "nat -> vector" for method in METHODS for x in "xz"},
            **dict.fromkeys("vw", "nat -> vector"),
            **dict.fromkeys(("alpha", "beta", "L", "eta"), "scalar"),
        },
        {
            **shared.BASIS,
            **ORBITS,
            "alpha": "alpha == 1 - beta",
            "step": "eta > 0",
            "beta": "beta > 0",
            "beta_below_1": "beta < 1",
        },
        " and ".join(f"implies({sides}, {limits})" for sides, limits in _parts()),
    ),
    write=_write,
    source="cohen2021gradient",
    witnesses=(("quadratic", {}),),
    conditions=(shared.CONDITION,),
    thresholds=(
        _between("descent_not_nesterov", 0, "gradient descent and Nesterov's method hold the minimum, or neither does"),
        _between("heavy_ball_not_descent", 1, "heavy ball and gradient descent hold the minimum, or neither does"),
        _between("averaged_not_heavy_ball", 2, "averaged momentum and heavy ball hold the minimum, or neither does"),
    ),
    by_definition=("sum_0", "sum_next", *ORBITS, "alpha"),
    example_step="1/L",
    example_parameters={"beta": Fraction(9, 10)},
    outcome="each of the four methods converges to x_star from everywhere, or does not, as its own threshold says",
    remarks=shared.REMARKS.replace("x is any orbit; z is the one", "Each x_ is any orbit, each z_ one")
    + " All four have the same step eta and momentum beta; the order is one of these parametrisations.",
)
