"""t⟨g(a + tu), u⟩ ≥ f(a + tu) − f(a) + qt², with f(a) the least value on the way, implies f(a + u) ≥ f(a) + q."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import ON_SET, SEGMENT

RISE = "forall(t, scalar, implies(t > 0 and t <= 1, t*dot(g(a + t*u), u) >= f(a + t*u) - f(a) + q*t**2))"
GOAL = "f(a + u) >= f(a) + q"
E = "((f(a) + q - f(a + u))/4)"


def _write(d: Draft) -> Fact:
    """Otherwise, with 4e the gap, m(t) = f(a + tu) − f(a) − qt² + e(t + t²) would be negative at 1."""
    d.local(t="scalar")
    roles = {name: name for name in ("f", "g", "S", "a", "u")}
    along = {"h": "lambda t: f(a + t*u)", "l": "lambda t: dot(g(a + t*u), u)"}
    slope = d.cite("slope_along_segment", roles, d["gradient"], d["segment"])
    first = d.cite("slope_at_minimum", along, slope, d["least"])

    def gap(negative: Fact) -> Fact:
        positive = d.combine(f"{E} > 0", negative)
        m = f"lambda t: f(a + t*u) - f(a) - q*t**2 + {E}*(t + t**2)"
        n = f"lambda t: dot(g(a + t*u), u) - 2*q*t + {E}*(1 + 2*t)"
        moved = d.cite("slope_plus_quadratic", {**along, "a": f"{E} - q", "b": E, "c": "-f(a)"}, slope)
        end = d.cite(
            "nonnegative_to_the_end", {"m": m, "n": n}, d.combine("0 >= 0"), moved, _barrier(d, positive, first)
        )
        return d.combine("0 > 0", end, negative)

    return d.contradiction(GOAL, gap)


def _barrier(d: Draft, positive: Fact, first: Fact) -> Fact:
    zero = f"f(a + t*u) - f(a) - q*t**2 + {E}*(t + t**2) == 0"
    rising = f"dot(g(a + t*u), u) - 2*q*t + {E}*(1 + 2*t) > 0"

    def at(time: Fact) -> Fact:
        start, end, same = d.parts(time)

        def early(none: Fact) -> Fact:
            at_zero = d.combine(f"dot(g(a), u) + {E} > 0", first, positive)
            zero = d.zero("t", start, none)
            return d.step("rewrite", zero, at_zero, old="t", new="0", sort="scalar", formula=rising)

        def later(late: Fact) -> Fact:
            rise = d.use(d["rise"], ["t"], d.conj(late, end))
            spare = d.combine(f"{E}*t**2 > 0", positive, late, degree=3)
            return d.combine(rising, rise, same, spare, late, multiplier=[late])

        return d.split("t <= 0", early, later)

    return d.generalize(d.implies(f"t >= 0 and t <= 1 and {zero}", at), "t")


rise_from_minimum = Lemma(
    Statement(
        "rise_from_minimum",
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "S": "vector -> prop",
            **dict.fromkeys(("a", "u"), "vector"),
            "q": "scalar",
        },
        {
            "gradient": ON_SET,
            "segment": SEGMENT,
            "least": "forall(t, scalar, implies(t >= 0 and t <= 1, f(a + t*u) >= f(a)))",
            "rise": RISE,
        },
        GOAL,
    ),
    _write,
)
