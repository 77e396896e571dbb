"""(a_0 + … + a_n)ⁿ⁺¹ ≥ (n+1)ⁿ⁺¹·a_0⋯a_n for a_k ≥ 0: the arithmetic mean is at least the geometric one."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._powers import DECLARE, HYPOTHESES

GOAL = "pw(n+1, S(n+1)) >= pw(n+1, n+1)*P(n+1)"
SIGNS = "S(n) >= 0 and P(n) >= 0"
N, T = "(n+1)", "S(n+2)"


def _write(d: Draft) -> Fact:
    """With N = n+1, T = S + a: the weighted inequality at x = N·T, y = (N+1)·S, divided by Nᴺ⁺¹."""
    d.local(n="nat")
    return d.induct(f"forall(n, nat, {GOAL})", "n", _first(d), lambda here: _later(d, here))


def _first(d: Draft) -> Fact:
    sums = d["sum_0"], d.use(d["sum_next"], ["0"]), d["product_0"], d.use(d["product_next"], ["0"])
    powers = [d.use(d["power_next"], ["0", text]) for text in ("S(1)", "1")]
    powers += [d.use(d["power_0"], [text]) for text in ("S(1)", "1")]
    return d.combine(
        "pw(0+1, S(0+1)) >= pw(0+1, 0+1)*P(0+1)", *sums, *powers, eq_times=["S(1)", "P(1)", "a(0)", "P(1)*pw(0, 1)"]
    )


def _signs(d: Draft) -> Fact:
    base = d.conj(d.combine("S(0) >= 0", d["sum_0"]), d.combine("P(0) >= 0", d["product_0"]))

    def later(here: Fact) -> Fact:
        (sum_, product), a = d.parts(here), d.use(d["sign"], ["n"])
        above = d.combine("S(n+1) >= 0", d.use(d["sum_next"], ["n"]), sum_, a)
        return d.conj(above, d.combine("P(n+1) >= 0", d.use(d["product_next"], ["n"]), product, a))

    return d.induct(f"forall(n, nat, {SIGNS})", "n", base, later)


def _later(d: Draft, here: Fact) -> Fact:
    total, product, a = (
        d.use(d["sum_next"], ["n+1"]), d.use(d["product_next"], ["n+1"]), d.use(d["sign"], ["n+1"]),
    )  # fmt: skip
    sum_, _ = d.parts(d.use(_signs(d), ["n+1"]))
    count = d.combine(f"{N} > 0", d.nat("n"))
    x, y = f"{N}*{T}", "(n+2)*S(n+1)"
    after = d.combine(f"{T} >= 0", total, sum_, a)
    signs = d.combine(f"{x} >= 0", after, count), d.combine(f"{y} >= 0", sum_, count)
    laws = d["power_0"], d["power_next"]
    mean = d.use(d.cite("weighted_power_inequality", {"pw": "pw", "x": x, "y": y}, *laws, *signs), ["n+1"])
    weighted = d.part(mean, 1)
    larger = d.combine(
        f"pw(n+2, {x}) >= {N}*(n+2)*a(n+1)*pw(n+1, {y})",
        weighted, d.use(d["power_next"], ["n+1", y]), total,
        eq_times=[N, f"{N}*(n+2)*pw(n+1, {y})"],
    )  # fmt: skip
    left = _split(d, "n+2", N, T)
    right = _split(d, "n+1", "(n+2)", "S(n+1)")
    high, low = d.use(d["power_next"], ["n+1", "n+2"]), d.use(d["power_next"], ["n+1", "n+1"])
    positive = _positive(d)
    scale = d.combine(f"{N}*(n+2)*a(n+1)*pw(n+1, n+2) >= 0", d.combine(f"{N}*(n+2)*a(n+1) >= 0", a, count, degree=3),
                      d.use(positive, ["n+1", "n+2"], d.combine("n + 2 > 0", count)))  # fmt: skip
    grown = d.combine(
        f"{N}*(n+2)*a(n+1)*pw(n+1, n+2)*pw(n+1, S(n+1)) >= {N}*(n+2)*a(n+1)*pw(n+1, n+2)*pw(n+1, n+1)*P(n+1)",
        d.combine(f"{N}*(n+2)*a(n+1)*pw(n+1, n+2)*(pw(n+1, S(n+1)) - pw(n+1, n+1)*P(n+1)) >= 0", here, scale),
    )
    whole = d.combine(
        f"pw(n+2, n+1)*pw(n+2, {T}) >= pw(n+2, n+1)*pw(n+2, n+2)*P(n+2)",
        larger, left, right, grown, high, low, product,
        eq_times=[f"{N}*(n+2)*a(n+1)", f"{N}*a(n+1)*pw(n+1, n+1)*P(n+1)", "pw(n+2, n+2)*a(n+1)*P(n+1)",
                  "pw(n+2, n+1)*pw(n+2, n+2)"],
    )  # fmt: skip
    divisor = d.use(positive, ["n+2", "n+1"], count)
    return d.combine("pw(n+2, S(n+2)) >= pw(n+2, n+2)*P(n+2)", whole, divisor, multiplier=[divisor])


def _split(d: Draft, n: str, a: str, b: str) -> Fact:
    product = d.cite("powers_of_products", {"pw": "pw", "a": a, "b": b}, d["power_0"], d["power_next"])
    return d.use(product, [n])


def _positive(d: Draft) -> Fact:
    """xᵏ > 0 for x > 0."""
    d.local(k="nat", x="scalar")

    def above(some: Fact) -> Fact:
        given = {"pw": "pw", "x": "0", "y": "x"}
        zero = d.combine("0 >= 0")
        found = d.cite("powers_are_ordered", given, d["power_0"], d["power_next"], zero, d.combine("0 < x", some))
        return d.part(d.use(found, ["k"]), 0)

    return d.generalize(d.implies("x > 0", above), "k", "x")


arithmetic_geometric_mean = Lemma(
    Statement(
        "arithmetic_geometric_mean",
        "any",
        {**DECLARE, **dict.fromkeys(("a", "S", "P"), "nat -> scalar")},
        {
            **HYPOTHESES,
            "sign": "forall(k, nat, a(k) >= 0)",
            "sum_0": "S(0) == 0",
            "sum_next": "forall(k, nat, S(k+1) == S(k) + a(k))",
            "product_0": "P(0) == 1",
            "product_next": "forall(k, nat, P(k+1) == P(k)*a(k))",
        },
        f"forall(n, nat, {GOAL})",
    ),
    _write,
)
