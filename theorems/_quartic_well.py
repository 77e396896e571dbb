"""What the theorems on the quartic well share: the step G, the 2-cycle X, Y of it and the slopes of G there.

w = 1/η, P = √(μ + 3/η), Q = √(μ − 1/η), X = (P + Q)/2 and Y = (P − Q)/2: then η(X² + Y²) = 1 + ημ and ηXY = 1.
"""

from proofkit.derivation import Draft, Fact
from proofkit.theorem import Condition

DECLARE = {"x": "nat, scalar -> scalar", **dict.fromkeys(("mu", "eta", "w", "P", "Q", "X", "Y"), "scalar")}
HYPOTHESES = {
    "start": "forall(p, scalar, x(0, p) == p)",
    "x_next": "forall(t, nat, forall(p, scalar, x(t+1, p) == x(t, p) - eta*x(t, p)*(x(t, p)**2 - mu)))",
    "inverse": "w*(eta) == 1",
    "P": "P**2 == mu + 3*w",
    "Q": "Q**2 == mu - w",
    "X": "X == (P + Q)/2",
    "Y": "Y == (P - Q)/2",
}
DEFINITIONS = tuple(label for label in HYPOTHESES if label != "x_next")
CONDITIONS = (Condition("descent_recurrence", discharges=("x_next",)),)

STEP = "lambda p: x(1, p)"
MULTIPLIER = "(9 - 2*(1 + eta*mu)**2)"


def slope_at(point: str) -> str:
    """Return the text of G'(c) = 1 + ημ − 3ηc²."""
    return f"(1 + eta*mu - 3*eta*{point}**2)"


def sum_and_product(d: Draft) -> tuple[Fact, Fact]:
    """η(X² + Y²) = 1 + ημ and ηXY = 1."""
    facts = d["X"], d["Y"], d["P"], d["Q"], d["inverse"]
    squares = d.combine("X**2 + Y**2 == (P**2 + Q**2)/2", *facts[:2], eq_times=["X", "Y", "P", "Q"])
    product = d.combine("X*Y == (P**2 - Q**2)/4", *facts[:2], eq_times=["X", "Y", "P", "Q"])
    total = d.combine("eta*(X**2 + Y**2) == 1 + eta*mu", squares, *facts[2:], eq_times=["eta"])
    return total, d.combine("eta*X*Y == 1", product, *facts[2:], eq_times=["eta"])


def first_step(d: Draft, point: str) -> Fact:
    """x(1, p) = G(p)."""
    start, moved = d.use(d["start"], [point]), d.use(d["x_next"], ["0", point])
    return d.rewrite(start, f"x(0, {point})", point, moved, "scalar")


def image(d: Draft, point: str, other: str) -> Fact:
    """G(X) = X(1 + ημ − ηX²) = X·ηY² = Y, and the same with X and Y exchanged."""
    facts = first_step(d, point), *sum_and_product(d)
    return d.combine(f"x(1, {point}) == {other}", *facts, eq_times=[point, other])


def slope_fact(d: Draft, point: str, other: str) -> Fact:
    """G(c + h) = G(c) + G'(c)h − ηh²(3c + h), and the last term is at most h²·√B with B = η²(18c² + 2)."""
    d.local(h="scalar")
    bound = f"eta**2*(18*{point}**2 + 2)"

    def small(near: Fact) -> Fact:
        room = d.combine("2*eta**2*h**4*(1 - h**2) >= 0", near, d.square("eta*h**2"))
        last, gap = f"eta*h**2*(3*{point} + h)", f"(x(1, {point} + h) - {other} - {slope_at(point)}*h)"
        exact = d.combine(
            f"{gap} == -{last}", first_step(d, f"({point} + h)"), first_step(d, point), image(d, point, other)
        )
        square = d.combine(f"{gap}**2 == ({last})**2", exact, eq_times=[gap, last])
        return d.combine(f"{gap}**2 <= {bound}*h**4", square, room, d.square(f"eta*h**2*(3*{point} - h)"))

    remainder = d.generalize(d.implies("h**2 < 1", small), "h")
    positive = d.combine(f"{bound} >= 0", d.square("eta"), d.square(f"eta*{point}"))
    given = {"F": STEP, "c": point, "v": other, "a": slope_at(point), "B": bound}
    return d.cite("slope_of_square_remainder", given, positive, remainder)


def multiplier_fact(d: Draft) -> Fact:
    """G'(X)G'(Y) = (1 + ημ)² − 3(1 + ημ)·η(X² + Y²) + 9(ηXY)² = 9 − 2(1 + ημ)²."""
    goal = f"{slope_at('X')}*{slope_at('Y')} == {MULTIPLIER}"
    return d.combine(goal, *sum_and_product(d), eq_times=["1 + eta*mu", "eta*X*Y"])


def orbit(d: Draft) -> Fact:
    """x(t+1, p) = x(1, x(t, p))."""
    here = d.use(d["x_next"], ["t", "p"])
    return d.generalize(d.combine("x(t+1, p) == x(1, x(t, p))", here, first_step(d, "x(t, p)")), "t")


def both_slopes(d: Draft) -> tuple[dict[str, str], Fact, Fact]:
    """What the lemmas on 2-cycles ask: the cycle X, Y and the slopes of the step there."""
    given = {"F": STEP, "c": "X", "e": "Y", "a": slope_at("X"), "b": slope_at("Y")}
    return given, slope_fact(d, "X", "Y"), slope_fact(d, "Y", "X")
