"""A sequence that tends to a point inside a ball is in the ball from some time on."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    """With h = r² − ‖b−c‖² > 0 and m = 2‖b−c‖²/h + 1: ‖x−c‖² ≤ r² as soon as (m + m²)‖x−b‖² < h."""
    d.local(k="scalar", j="scalar", T="nat", t="nat")
    h, w = "(r**2 - sq(b - c))", "(b - c)"
    m = f"(2*sq({w})*k + 1)"
    gap = d.combine(f"{h} > 0", d["inside"])

    def reciprocal(found: Fact) -> Fact:
        sign, unit = d.parts(found)
        large = d.combine(f"{m} - 1 >= 0", sign, d.norm(w))
        weight = d.combine(f"{m} + {m}**2 > 0", large)
        level = d.combine(f"{m}*{h} == 2*sq({w}) + {h}", unit, eq_times=[f"2*sq({w})"])
        return d.solve(weight, "j", lambda share: near(large, weight, level, share))

    def near(large: Fact, weight: Fact, level: Fact, share: Fact) -> Fact:
        unit = d.part(share, 1)
        positive = d.contradiction("j > 0", lambda no: d.combine("0 > 0", unit, no, weight))
        small = d.combine(f"j*{h} > 0", positive, gap)
        return d.choose(d.use(d["limit"], [f"j*{h}"], small), "T", lambda tail: stays(tail, large, weight, level, unit))

    def stays(tail: Fact, large: Fact, weight: Fact, level: Fact, unit: Fact) -> Fact:
        u = "(x(T+t) - b)"
        close = d.part(d.use(tail, ["t"]), 0)
        room = d.combine(f"({m} + {m}**2)*sq{u} <= {h}", close, weight, unit, eq_times=[h])
        times = d.combine(f"{m} > 0", large)
        young = d.norm(f"{m}*{u} - {w}")
        facts = room, level, young, times, gap, d.norm(w)
        inside = d.combine("sq(x(T+t) - c) <= r**2", *facts, multiplier=[times])
        return d.witness("exists(T, nat, forall(t, nat, sq(x(T+t) - c) <= r**2))", "T", d.generalize(inside, "t"))

    return d.solve(gap, "k", reciprocal)


limit_inside_a_ball = Lemma(
    Statement(
        "limit_inside_a_ball",
        "any",
        {"x": "nat -> vector", "b": "vector", "c": "vector", "r": "scalar"},
        {"limit": "tends(t, sq(x(t) - b))", "inside": "sq(b - c) < r**2"},
        "exists(T, nat, forall(t, nat, sq(x(T+t) - c) <= r**2))",
    ),
    _write,
)
