"""About a minimum, to fourth order: what a 2-cycle of gradient descent must satisfy, and its size past the flip."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "flip_of_minimum"
SLOPE = "(f2*{p} + f3*{p}**2/2 + f4*{p}**3/6)"
SOFT = "(3*f3**2 - f2*f4)"
CENTRED = "f2*m + f3*(m**2 + a**2)/2 + f4*(m**3 + 3*m*a**2)/6 == 0"
OPENED = "eta*(f2 + f3*m + f4*(3*m**2 + a**2)/6) == 2"
REST = "(3*(f3**2 - f2*f4)*m**2 + f3*f4*m*(m**2 + 3*a**2))"
LAW = f"2*A*{SOFT} == eta*f2*({SOFT}*a**2 + {REST})"
BEYOND = "eta*f2 > 2"
PAST = f"implies(2*{REST} >= -{SOFT}*a**2, {BEYOND})"
SECOND_ORDER = "implies(f3*m/2 + f4*(m**2 + 3*a**2)/6 >= -f2/2, f2**2*m**2 <= f3**2*a**4)"
RETURNS = "x(2) == x(0)"
CYCLE = f"{CENTRED} and {OPENED}"


def _write(d: Draft) -> Fact:
    """With x(0) = m + a and x(1) = m − a, sum and difference of the two steps of a 2-cycle."""

    def apart(moving: Fact) -> Fact:
        here = d.implies(RETURNS, lambda returns: d.conj(*_equations(d, moving, returns)))
        there = d.implies(CYCLE, lambda cycle: _returns(d, cycle))
        law = d.implies(RETURNS, lambda returns: _law(d, moving, *_equations(d, moving, returns)))
        return d.conj(d.conj(here, there), law)

    return d.implies("not a == 0", apart)


def _step(d: Draft, time: str, point: str) -> Fact:
    """x(t+1) = x(t) − ηf'(x(t)), where x(t) is m + a or m − a."""
    facts = d["middle"], d["half"]
    value = d.combine(f"x({time}) == {point}", *facts)
    return d.rewrite(value, f"x({time})", point, d.use(d["x_next"], [time]), "scalar")


def _equations(d: Draft, moving: Fact, returns: Fact) -> tuple[Fact, Fact]:
    plus, minus = _step(d, "0", "(m + a)"), _step(d, "1", "(m - a)")
    there = d.combine(f"eta*{SLOPE.format(p='(m + a)')} == 2*a", plus, d["middle"], d["half"])
    back = d.combine(f"eta*{SLOPE.format(p='(m - a)')} == -2*a", minus, returns, d["middle"], d["half"])
    centred = d.combine(CENTRED, there, back, d["step"], multiplier=[d["step"]])
    return centred, d.combine(OPENED, there, back, moving, multiplier=[moving], eq_times=["a"])


def _returns(d: Draft, cycle: Fact) -> Fact:
    """ηf'(m − a) = η·(sum − difference)/2 = −2a."""
    centred, opened = d.parts(cycle)
    back = d.combine(f"eta*{SLOPE.format(p='(m - a)')} == -2*a", centred, opened, eq_times=["eta", "a"])
    return d.combine(RETURNS, _step(d, "1", "(m - a)"), back, d["middle"], d["half"])


def _law(d: Draft, moving: Fact, centred: Fact, opened: Fact) -> Fact:
    """Put f2·m from the first equation into 6·f2 times the second."""
    exact = d.combine(
        f"6*f2*(eta*f2 - 2) == eta*({SOFT}*a**2 + {REST})",
        centred,
        opened,
        eq_times=["f2", "eta*f3", "eta*f4*m"],
    )
    law = d.combine(LAW, exact, d["A"], eq_times=["f2"])

    def past(small: Fact) -> Fact:
        """η(D₀a² + R) ≥ ηD₀a²/2 > 0."""
        positive = d.combine(f"{SOFT}*a**2 > 0", d["soft"], moving)
        half = d.combine(f"2*{REST} + 2*{SOFT}*a**2 > 0", small, positive)
        scaled = d.combine(f"eta*({SOFT}*a**2 + {REST}) > 0", half, d["step"])
        return d.combine(BEYOND, exact, scaled, d["convex"], multiplier=[d["convex"]])

    def second_order(near: Fact) -> Fact:
        """m·(f2 + …) = −f3·a²/2 where the bracket is at least f2/2."""
        bracket = "(f2 + f3*m/2 + f4*(m**2 + 3*a**2)/6)"
        large = d.combine(f"{bracket} >= f2/2", near)
        squares = d.combine(f"{bracket}**2 >= f2**2/4", large, d["convex"])
        times = [f"{bracket}*m", "f3*a**2"]
        balance = d.combine(f"{bracket}**2*m**2 == f3**2*a**4/4", centred, eq_times=times)
        return d.combine(
            "f2**2*m**2 <= f3**2*a**4",
            balance,
            d.combine(f"({bracket}**2 - f2**2/4)*m**2 >= 0", squares, d.square("m")),
        )

    premises = [text[len("implies(") :].split(", ")[0] for text in (PAST, SECOND_ORDER)]
    return d.conj(law, d.implies(premises[0], past), d.implies(premises[1], second_order))


flip_of_minimum = Theorem(
    title="The flip of a minimum at twice the inverse curvature",
    statement=Statement(
        NAME,
        "any",
        {"x": "nat -> scalar", **dict.fromkeys(("f2", "f3", "f4", "eta", "m", "a", "A"), "scalar")},
        {
            "x_next": f"forall(t, nat, x(t+1) == x(t) - eta*{SLOPE.format(p='x(t)')})",
            "middle": "m == (x(0) + x(1))/2",
            "half": "a == (x(0) - x(1))/2",
            "A": f"A*{SOFT} == 3*f2**2*(eta*f2 - 2)",
            "convex": "f2 > 0",
            "soft": f"{SOFT} > 0",
            "step": "eta > 0",
        },
        f"implies(not a == 0, iff({RETURNS}, {CYCLE}) and implies({RETURNS}, {LAW} and {PAST} and {SECOND_ORDER}))",
    ),
    write=_write,
    source="chen2023beyond",
    witnesses=(("quartic_minimum", {}), ("quartic_minimum", {"f2": 2, "f3": 0, "f4": "-1"})),
    conditions=(Condition("descent_recurrence", discharges=("x_next",)),),
    formulas={"half_distance_squared": "A"},
    thresholds=(
        Threshold(
            name="flip",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND,),
            positive=("eta", "f2"),
            tag="sharp",
            failure="the minimum attracts, and no small 2-cycle is about it",
            sharpness_witness="quartic_minimum",
        ),
    ),
    by_definition=("middle", "half", "A"),
    example_step="21/(10*f2)",
    outcome="a 2-cycle with middle m and half-distance a satisfies the two equations, and a^2 is A to leading order",
    stated=(
        "For every f that is four times continuously differentiable near a minimum with derivatives f2 > 0, f3 and f4,"
        " 3*f3^2 > f2*f4: for steps just above 2/f2 there is such a 2-cycle, it attracts, and its squared half-distance"
        " is `A` up to a factor that tends to 1 as the step falls to 2/f2.",
    ),
    remarks="Derived for the quartic with these derivatives, with the remainder written out: m is of the order of a^2,"
    " so that a^2 = A to leading order. The case of the quartic well is derived in full (quartic_well_cycle_attracts).",
)
