"""A scalar map with F(c) = c and |F'(c)| > 1 repels: near c only the orbit of c itself stays."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import slope

ORBIT = "forall(t, nat, x(t+1) == F(x(t)))"
STAYS = "forall(t, nat, (x(t) - c)**2 < r)"
GOAL = f'exists(r, scalar, r > 0 and forall(x, "nat -> scalar", implies({ORBIT} and {STAYS}, x(0) == c)))'
Q = "((k**2 - 1)/4)"


def _write(d: Draft) -> Fact:
    """With q = (k² − 1)/4 and |F(c+h) − c − kh| small, (F(c+h) − c)² ≥ (k² − 2q)h², and k² − 2q > 1."""
    d.local(h="scalar", w="scalar", j="scalar", r="scalar", D="scalar", t="nat", x="nat -> scalar")
    gap = d.combine(f"{Q} > 0", d["expands"])

    def weight(inverse: Fact) -> Fact:
        w = _positive(d, "w", inverse, [Q, "k**2", "1"])
        total = d.combine("k**2*w > 0", w, d.combine("k**2 > 0", d["expands"]))
        return d.solve(total, "j", lambda root: at(inverse, root))

    def at(inverse: Fact, root: Fact) -> Fact:
        """The error E = qj has (k²/q)E = q."""
        unit = d.part(root, 1)
        error = d.combine(f"{Q}*j > 0", gap, _positive(d, "j", root, ["k**2*w"]))
        found = d.use(d["slope"], [f"{Q}*j"], error)
        return d.choose(found, "D", lambda near: _repels(d, inverse, unit, near))

    return d.solve(gap, "w", weight)


def _positive(d: Draft, symbol: str, root: Fact, times: list[str]) -> Fact:
    sign, unit = d.parts(root)

    def none(no: Fact) -> Fact:
        return d.combine("0 > 0", unit, d.zero(symbol, sign, no), eq_times=times)

    return d.contradiction(f"{symbol} > 0", none)


def _repels(d: Draft, inverse: Fact, unit: Fact, near: Fact) -> Fact:
    radius, close = d.parts(near)
    rest = "(F(c + h) - c - k*h)"

    def grows(small: Fact) -> Fact:
        error = d.use(close, ["h"], small)
        sign, product = d.parts(inverse)
        young = d.combine(f"w*({Q}*h + k*{rest})**2 >= 0", sign, d.square(f"{Q}*h + k*{rest}"))
        young = d.combine(
            f"2*k*h*{rest} >= -{Q}*h**2 - k**2*w*{rest}**2",
            young,
            product,
            eq_times=[f"{Q}*h**2", f"k*h*{rest}", "k**2*h**2", "h**2"],
        )
        weight = d.combine("k**2*w >= 0", sign, d.square("k"))
        scaled = d.combine(f"k**2*w*{rest}**2 <= k**2*w*({Q}*j)*h**2", error, weight)
        scaled = d.combine(f"k**2*w*{rest}**2 <= {Q}*h**2", scaled, unit, eq_times=[f"{Q}*h**2"])
        return d.combine(f"(F(c + h) - c)**2 >= (k**2 - 2*{Q})*h**2", young, scaled, d.square(rest))

    one_step = d.generalize(d.implies("h**2 < D", grows), "h")
    orbits = d.generalize(
        d.implies(f"{ORBIT} and {STAYS.replace('< r', '< D')}", lambda x: _orbit(d, one_step, x)), "x"
    )
    return d.witness(GOAL, "D", d.conj(radius, orbits))


def _orbit(d: Draft, one_step: Fact, given: Fact) -> Fact:
    """An orbit with x(0) ≠ c that stays would have unbounded (x(t) − c)² < D."""
    recurrence, stays = d.parts(given)
    rate = d.combine(f"k**2 - 2*{Q} > 1", d["expands"])
    image = d.use(one_step, ["x(t) - c"], d.use(stays, ["t"]))
    goal = f"(x(t+1) - c)**2 >= (k**2 - 2*{Q})*(x(t) - c)**2"
    grows = d.generalize(d.rewrite_to(goal, d.use(recurrence, ["t"]), "x(t+1)", "F(x(t))", image, "scalar"), "t")

    def moving(no: Fact) -> Fact:
        start = d.combine("(x(0) - c)**2 > 0", no)
        given_ = {"a": "lambda t: (x(t) - c)**2", "k": f"k**2 - 2*{Q}"}
        unbounded = d.cite("growth_is_unbounded", given_, start, grows, rate)
        return d.choose(d.use(unbounded, ["D"]), "t", lambda above: d.combine("0 > 0", above, d.use(stays, ["t"])))

    return d.contradiction("x(0) == c", moving)


repelling_fixed_point = Lemma(
    Statement(
        "repelling_fixed_point",
        "any",
        {"F": "scalar -> scalar", "c": "scalar", "k": "scalar"},
        {"slope": slope("F({p})", "c", "c", "k"), "expands": "k**2 > 1"},
        GOAL,
    ),
    _write,
)
