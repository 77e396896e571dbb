"""√(f − b) + α‖· − z‖ attains its least value on the ball of radius D about z, for differentiable f ≥ b.

Roots are numbers k, m ≥ 0 with k² = f(q) − b and m² = ‖q − z‖².
"""

from collections.abc import Callable
from typing import Any

from ..derivation import Draft, Fact, Lemma
from ..kernel.formulas import instantiate
from ..statement import Statement
from ._derivatives import ON_SPACE


def roots(point: str, root: str, distance: str) -> str:
    """Return kernel text: √(f − b) and the distance from z at a point."""
    return f"{root} >= 0 and {root}**2 == f({point}) - b and {distance} >= 0 and {distance}**2 == sq({point} - z)"


def value(point: str, number: str) -> str:
    """Return kernel text: the number is the value √(f − b) + α‖· − z‖ at a point."""
    return f"exists(h, scalar, exists(n, scalar, {roots(point, 'h', 'n')} and {number} == h + alpha*n))"


HIGHER = (
    "forall(q, vector, forall(k, scalar, forall(m, scalar, implies(sq(q - z) <= D**2 and"
    f" {roots('q', 'k', 'm')}, h + alpha*n <= k + alpha*m))))"
)
GOAL = (
    "exists(x, vector, exists(h, scalar, exists(n, scalar,"
    f" sq(x - z) <= D**2 and {roots('x', 'h', 'n')} and {HIGHER})))"
)


BALL = "sq(p - z) <= D**2"
NEAR = "forall(q, vector, implies(sq(q - z) <= D**2 and sq(q - p) < delta, F(q) > F(p) - e))"
CLOSE = f"exists(delta, scalar, delta > 0 and {NEAR})"


def _write(d: Draft) -> Fact:
    """Take the values as a function F; it is lower semicontinuous."""
    d.local(F="vector -> scalar", **dict.fromkeys(("p", "q", "x"), "vector"))
    d.local(**dict.fromkeys(("e", "delta", "i", "j", "k", "m", "y"), "scalar"))
    chosen = d.cite("choice_of_values", {"A": f"lambda p, a: {value('p', 'a')}"}, d.generalize(_some_value(d), "p"))

    def with_values(values: Fact) -> Fact:
        radius = d.square("D")
        steady = d.generalize(d.implies(BALL, lambda inside: _semicontinuous(d, values)), "p")
        least = d.cite("least_value_on_ball", {"F": "F", "z": "z", "r": "D**2"}, radius, steady)
        return d.choose(least, "x", lambda found: _least(d, values, *d.parts(found)))

    return d.choose(chosen, "F", with_values)


def _opened(d: Draft, some: Fact, root: str, distance: str, then: Callable[[Fact], Fact]) -> Fact:
    """Name the root and the distance of a value; the block gets what is known of them."""
    return d.choose(some, root, lambda inner: d.choose(inner, distance, then))


def _closed(d: Draft, goal: str | Any, root: str, distance: str, fact: Fact) -> Fact:
    """∃ root, ∃ distance, from the two numbers."""
    formula = d.formula(goal)
    inner = instantiate(formula, d.context.lambda_(root, formula[1]))
    return d.witness(formula, root, d.witness(inner, distance, fact))


def _some_value(d: Draft) -> Fact:
    def with_distance(root: Fact, distance: Fact) -> Fact:
        same = d.combine("i + alpha*j == i + alpha*j")
        fact = _closed(d, value("p", "i + alpha*j"), "i", "j", d.conj(*d.parts(root), *d.parts(distance), same))
        return d.witness(f"exists(a, scalar, {value('p', 'a')})", "i + alpha*j", fact)

    above = d.combine("f(p) - b >= 0", d.use(d["lower"], ["p"]))
    return d.solve(above, "i", lambda root: d.solve(d.norm("p - z"), "j", lambda far: with_distance(root, far)))


def _semicontinuous(d: Draft, values: Fact) -> Fact:
    """F(q) > F(p) − e if ‖q − p‖ ≤ e/(4α) and f(q) > f(p) − e²/16."""

    def error(small: Fact) -> Fact:
        steady = d.cite("values_near_a_point", {"f": "f", "g": "g", "p": "p"}, d.use(d["gradient"], ["p"]))
        bound = d.combine("(e**2/16)**2 > 0", small, degree=4)
        near = d.use(steady, ["(e**2/16)**2"], bound)
        return d.choose(near, "delta", lambda some: with_delta(small, *d.parts(some)))

    def with_delta(small: Fact, wide: Fact, good: Fact) -> Fact:
        one = d.combine("1 > 0")
        given = {"a": "1", "b": "delta", "k": "4*alpha", "m": "e"}
        step = d.cite("small_positive_number", given, one, wide, d.combine("4*alpha > 0", d["alpha"]), small)
        return d.choose(step, "y", lambda size: with_step(small, good, *d.parts(size)))

    def with_step(small: Fact, good: Fact, positive: Fact, _: Fact, short: Fact, weighed: Fact) -> Fact:
        def point(at: Fact) -> Fact:
            close = d.part(at, 1)
            there = d.combine("sq(q - p) < delta", close, short)
            bound = d.use(good, ["q"], there)
            root = d.combine("e**2/16 >= 0", d.square("e"))
            names = {"x": "f(p) - f(q)", "y": "e**2/16"}
            drop = d.cite("square_root_is_monotone", names, d.combine("(f(p) - f(q))**2 <= (e**2/16)**2", bound), root)

            def compare(first: Fact) -> Fact:
                return _opened(
                    d,
                    d.use(values, ["q"]),
                    "k",
                    "m",
                    lambda second: _lower(d, small, weighed, positive, close, drop, first, second),
                )

            return _opened(d, d.use(values, ["p"]), "i", "j", compare)

        body = d.generalize(d.implies("sq(q - z) <= D**2 and sq(q - p) < y**2", point), "q")
        return d.witness(CLOSE, "y**2", d.conj(d.combine("y**2 > 0", positive), body))

    return d.generalize(d.implies("e > 0", error), "e")


def _lower(
    d: Draft, small: Fact, weighed: Fact, positive: Fact, close: Fact, drop: Fact, here: Fact, there: Fact
) -> Fact:
    _, root_p, _, far_p, value_p = d.parts(here)
    k, root_q, m, far_q, value_q = d.parts(there)
    triangle = d.cite(
        "triangle_inequality",
        {"u": "q - z", "v": "p - q", "a": "m", "b": "y"},
        d.combine("sq(q - z) <= m**2", far_q),
        d.combine("sq(p - q) <= y**2", close),
        m,
        d.combine("y >= 0", positive),
    )
    sum_ = d.combine("m + y >= 0", m, positive)
    shorter = d.cite(
        "square_root_is_monotone", {"x": "j", "y": "m + y"}, d.combine("j**2 <= (m + y)**2", triangle, far_p), sum_
    )
    higher = d.cite(
        "square_root_is_monotone",
        {"x": "i", "y": "k + e/4"},
        d.combine("i**2 <= (k + e/4)**2", drop, root_p, root_q, k, small),
        d.combine("k + e/4 >= 0", k, small),
    )
    slack = d.combine("alpha*j <= alpha*(m + y)", shorter, d["alpha"])
    return d.combine("F(q) > F(p) - e", value_p, value_q, higher, slack, weighed, small)


def _least(d: Draft, values: Fact, ball: Fact, least: Fact) -> Fact:
    def at_least(own: Fact) -> Fact:
        i, root, j, far, value_x = d.parts(own)

        def point(at: Fact) -> Fact:
            inside, k, root_q, m, far_q = d.parts(at)
            low = d.use(least, ["q"], inside)

            def compare(other: Fact) -> Fact:
                _, root_a, _, far_y, value_q = d.parts(other)
                same = d.combine("a**2 <= k**2", root_a, root_q), d.combine("y**2 <= m**2", far_y, far_q)
                first = d.cite("square_root_is_monotone", {"x": "a", "y": "k"}, same[0], k)
                second = d.cite("square_root_is_monotone", {"x": "y", "y": "m"}, same[1], m)
                slack = d.combine("alpha*y <= alpha*m", second, d["alpha"])
                return d.combine("i + alpha*j <= k + alpha*m", low, value_x, value_q, first, slack)

            return _opened(d, d.use(values, ["q"]), "a", "y", compare)

        body = d.generalize(d.implies(f"sq(q - z) <= D**2 and {roots('q', 'k', 'm')}", point), "q", "k", "m")
        fact = d.conj(ball, i, root, j, far, body)
        inner = instantiate(d.formula(GOAL), d.context.lambda_("x", d.formula(GOAL)[1]))
        return d.witness(GOAL, "x", _closed(d, inner, "i", "j", fact))

    d.local(a="scalar")
    return _opened(d, d.use(values, ["x"]), "i", "j", at_least)


least_root_above_cone = Lemma(
    Statement(
        "least_root_above_cone",
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "z": "vector",
            **dict.fromkeys(("b", "alpha", "D"), "scalar"),
        },
        {"gradient": ON_SPACE, "lower": "forall(q, vector, f(q) >= b)", "alpha": "alpha > 0"},
        GOAL,
    ),
    _write,
)
