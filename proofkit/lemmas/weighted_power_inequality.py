"""xⁿ⁺¹ + n·yⁿ⁺¹ ≥ (n+1)·x·yⁿ for x, y ≥ 0: the weighted mean inequality, without roots."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._powers import DECLARE, HYPOTHESES

GOAL = "pw(n, y) >= 0 and pw(n+1, x) + n*pw(n+1, y) >= (n+1)*x*pw(n, y)"


def _write(d: Draft) -> Fact:
    """From n to n+1: multiply by x, and add (n+1)·yⁿ·(x − y)² ≥ 0."""
    d.local(n="nat")
    zero = [d.use(d["power_0"], [text]) for text in "xy"]
    one = d.use(d["power_next"], ["0", "x"])
    first = d.combine("pw(0+1, x) + 0*pw(0+1, y) >= (0+1)*x*pw(0, y)", one, *zero, eq_times=["x"])
    base = d.conj(d.combine("pw(0, y) >= 0", zero[1]), first)

    def later(here: Fact) -> Fact:
        sign, weighted = d.parts(here)
        steps = [d.use(d["power_next"], [index, text]) for text in "xy" for index in ("n", "n+1")]
        square = d.combine("(n+1)*pw(n, y)*(x - y)**2 >= 0", d.nat("n"), sign, d.square("x - y"), degree=3)
        scaled = d.combine(f"x*({_gap('n')}) >= 0", weighted, d["x"])
        goal = d.combine(f"{_gap('n+1')} >= 0", scaled, square, *steps, eq_times=["n*x", "x", "n+1", "n*y", "y", "n"])
        return d.conj(d.combine("pw(n+1, y) >= 0", steps[2], sign, d["y"]), goal)

    return d.induct(f"forall(n, nat, {GOAL})", "n", base, later)


def _gap(n: str) -> str:
    return f"pw({n}+1, x) + ({n})*pw({n}+1, y) - ({n}+1)*x*pw({n}, y)"


weighted_power_inequality = Lemma(
    Statement(
        "weighted_power_inequality",
        "any",
        {**DECLARE, "x": "scalar", "y": "scalar"},
        {**HYPOTHESES, "x": "x >= 0", "y": "y >= 0"},
        f"forall(n, nat, {GOAL})",
    ),
    _write,
)
