"""⟨g(a + tu), u⟩ ≥ A + Bt for 0 < t ≤ 1, g the gradient of f, implies f(a + u) ≥ f(a) + A + B/2 (a mean value)."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import ON_SET, SEGMENT

RISE = "forall(t, scalar, implies(t > 0 and t <= 1, dot(g(a + t*u), u) >= A + B*t))"
GOAL = "f(a + u) >= f(a) + A + B/2"
GAP = "(f(a) + A + B/2 - f(a + u))"


def _write(d: Draft) -> Fact:
    """Otherwise, with 4e the gap, m(t) = f(a + tu) − f(a) − At − Bt²/2 + e(1 + t) would be negative at 1."""
    d.local(**dict.fromkeys(("t", "s", "e", "delta"), "scalar"))
    roles = {name: name for name in ("f", "g", "S", "a", "u")}
    slope = d.cite("slope_along_segment", roles, d["gradient"], d["segment"])

    def gap(negative: Fact) -> Fact:
        e = f"{GAP}/4"
        positive = d.combine(f"{e} > 0", negative)
        m = f"lambda t: f(a + t*u) - f(a) - A*t - B*t**2/2 + {e}*(1 + t)"
        n = f"lambda t: dot(g(a + t*u), u) - A - B*t + {e}"
        start = d.combine(f"{e} >= 0", positive)
        barrier = _barrier(d, e, positive)
        along = {"h": "lambda t: f(a + t*u)", "l": "lambda t: dot(g(a + t*u), u)"}
        change = {"a": "-B/2", "b": f"{e} - A", "c": f"{e} - f(a)"}
        moved = d.cite("slope_plus_quadratic", {**along, **change}, slope)
        end = d.cite("nonnegative_to_the_end", {"m": m, "n": n}, start, moved, barrier)
        return d.combine("0 > 0", end, negative)

    return d.contradiction(GOAL, gap)


def _barrier(d: Draft, e: str, positive: Fact) -> Fact:
    zero = f"f(a + t*u) - f(a) - A*t - B*t**2/2 + {e}*(1 + t) == 0"
    rising = f"dot(g(a + t*u), u) - A - B*t + {e} > 0"

    def at(time: Fact) -> Fact:
        start, end, same = d.parts(time)

        def first(early: Fact) -> Fact:
            none = d.zero("t", start, early)
            at_zero = d.step("rewrite", none, same, old="t", new="0", sort="scalar", formula=f"{e} == 0")
            return d.absurd(rising, d.combine("0 > 0", positive, at_zero))

        def later(late: Fact) -> Fact:
            return d.combine(rising, d.use(d["rise"], ["t"], d.conj(late, end)), positive)

        return d.split("t <= 0", first, later)

    return d.generalize(d.implies(f"t >= 0 and t <= 1 and {zero}", at), "t")


rise_along_segment = Lemma(
    Statement(
        "rise_along_segment",
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "S": "vector -> prop",
            **dict.fromkeys(("a", "u"), "vector"),
            **dict.fromkeys(("A", "B"), "scalar"),
        },
        {"gradient": ON_SET, "segment": SEGMENT, "rise": RISE},
        GOAL,
    ),
    _write,
)
