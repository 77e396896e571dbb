"""A scalar map with F(c) = c and |F'(c)| < 1 attracts: every orbit that starts near c tends to c."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import slope

ORBIT = "forall(t, nat, x(t+1) == F(x(t)))"
CLOSE = "(x(0) - c)**2 < r"
GOAL = f'exists(r, scalar, r > 0 and forall(x, "nat -> scalar", implies({ORBIT} and {CLOSE}, tends(t, (x(t) - c)**2))))'
Q = "((1 - k**2)/4)"


def _write(d: Draft) -> Fact:
    """With q = (1 − k²)/4 and |F(c+h) − c − kh| small, (F(c+h) − c)² ≤ (k² + 2q)h², and k² + 2q < 1."""
    d.local(h="scalar", w="scalar", j="scalar", r="scalar", t="nat", x="nat -> scalar")
    gap = d.combine(f"{Q} > 0", d["contracts"])

    def weight(inverse: Fact) -> Fact:
        total = d.combine("1 + k**2*w > 0", d.combine("k**2*w >= 0", d.part(inverse, 0), d.square("k")))
        return d.solve(total, "j", lambda root: at(inverse, root))

    def at(inverse: Fact, root: Fact) -> Fact:
        """The error E = qj has (1 + k²/q)E = q."""
        sign, unit = d.parts(root)
        j = d.contradiction("j > 0", lambda no: none(sign, unit, no))
        error = d.combine(f"{Q}*j > 0", gap, j)
        found = d.use(d["slope"], [f"{Q}*j"], error)
        return d.choose(found, "D", lambda near: _attracts(d, inverse, unit, gap, near))

    def none(sign: Fact, unit: Fact, no: Fact) -> Fact:
        return d.combine("0 > 0", unit, d.zero("j", sign, no), eq_times=["1 + k**2*w"])

    d.local(D="scalar")
    return d.solve(gap, "w", weight)


def _attracts(d: Draft, inverse: Fact, unit: Fact, gap: Fact, near: Fact) -> Fact:
    radius, close = d.parts(near)
    rest = "(F(c + h) - c - k*h)"

    def shrinks(small: Fact) -> Fact:
        error = d.use(close, ["h"], small)
        sign, product = d.parts(inverse)
        young = d.combine(f"w*({Q}*h - k*{rest})**2 >= 0", sign, d.square(f"{Q}*h - k*{rest}"))
        young = d.combine(
            f"2*k*h*{rest} <= {Q}*h**2 + k**2*w*{rest}**2",
            young,
            product,
            eq_times=[f"{Q}*h**2", f"k*h*{rest}", "k**2*h**2", "h**2"],
        )
        weight = d.combine("1 + k**2*w > 0", d.combine("k**2*w >= 0", sign, d.square("k")))
        scaled = d.combine(f"(1 + k**2*w)*{rest}**2 <= (1 + k**2*w)*({Q}*j)*h**2", error, weight)
        scaled = d.combine(f"(1 + k**2*w)*{rest}**2 <= {Q}*h**2", scaled, unit, eq_times=[f"{Q}*h**2"])
        return d.combine(f"(F(c + h) - c)**2 <= (k**2 + 2*{Q})*h**2", young, scaled)

    one_step = d.generalize(d.implies("h**2 < D", shrinks), "h")
    orbits = d.generalize(
        d.implies(f"{ORBIT} and {CLOSE.replace('< r', '< D')}", lambda x: _orbit(d, one_step, x)), "x"
    )
    return d.witness(GOAL, "D", d.conj(radius, orbits))


def _orbit(d: Draft, one_step: Fact, given: Fact) -> Fact:
    recurrence, start = d.parts(given)
    rate = d.combine(f"k**2 + 2*{Q} < 1", d["contracts"])

    def moved(here: Fact) -> Fact:
        image = d.use(one_step, ["x(t) - c"], here)
        goal = f"(x(t+1) - c)**2 <= (k**2 + 2*{Q})*(x(t) - c)**2"
        return d.rewrite_to(goal, d.use(recurrence, ["t"]), "x(t+1)", "F(x(t))", image, "scalar")

    def stays(here: Fact) -> Fact:
        return d.combine("(x(t+1) - c)**2 < D", moved(here), here, rate, d.square("x(t) - c"))

    inside = d.induct("forall(t, nat, (x(t) - c)**2 < D)", "t", start, stays)
    shrinks = d.generalize(moved(d.use(inside, ["t"])), "t")
    squares = d.generalize(d.square("x(t) - c"), "t")
    given_ = {"a": "lambda t: (x(t) - c)**2", "k": f"k**2 + 2*{Q}"}
    return d.cite("tends_of_contraction", given_, squares, shrinks, rate)


attracting_fixed_point = Lemma(
    Statement(
        "attracting_fixed_point",
        "any",
        {"F": "scalar -> scalar", "c": "scalar", "k": "scalar"},
        {"slope": slope("F({p})", "c", "c", "k"), "contracts": "k**2 < 1"},
        GOAL,
    ),
    _write,
)
