"""Where gradient descent on scalar factorisation converges, its limit is a minimum balanced enough for the step."""

from proofkit.derivation import Block, Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "large_steps_balance_scalar_factorisation"
X, Y = "x(Phi(t, p))", "y(Phi(t, p))"
E, W = f"({X}*{Y} - mu)", f"({X} + {Y})"
K = f"(1 - eta*({X}**2 + {Y}**2) + eta**2*{E}*{X}*{Y})"
CONVERGES = f"tends(t, {X} - a) and tends(t, {Y} - b)"
STABLE = "eta*(a**2 + b**2) <= 2"
LIMIT = f"a*b == mu and {STABLE} and eta*((a - b)**2 + 2*mu) <= 2"
BALANCED = f"forall(a, scalar, forall(b, scalar, implies({CONVERGES}, {LIMIT})))"
SOMEWHERE = f"exists(a, scalar, exists(b, scalar, {CONVERGES}))"
HIT = f"exists(t, nat, {X}*{Y} == mu or {X} + {Y} == 0)"


def _later(text: str, index: str) -> str:
    return text.replace("Phi(t,", f"Phi({index},")


def _write(d: Draft) -> Fact:
    """Off the null set of orbits that hit xy = μ or x + y = 0, limits are balanced; so none exist if ημ > 1."""
    d.local(p="vector", t="nat", T="nat", a="scalar", b="scalar")

    def fails(wrong: Fact) -> Fact:
        return d.contradiction(HIT, lambda none: d.absurd("0 > 0", _balanced(d, none), wrong))

    almost = _subset(d, f"not {BALANCED}", HIT, fails, _hits_are_null(d))

    def too_large(large: Fact) -> Fact:
        def clash(every: Fact, limit: Fact) -> Fact:
            """2ημ ≤ η((a − b)² + 2μ) ≤ 2."""
            balanced = d.part(d.use(every, ["a", "b"], limit), 2)
            apart = d.combine("eta*(a - b)**2 >= 0", d["step"], d.square("a - b"))
            return d.combine("0 > 0", large, balanced, apart)

        def limits(some: Fact) -> Fact:
            def refuted(every: Fact) -> Fact:
                at = d.choose(some, "a", lambda one: d.choose(one, "b", lambda wrong: clash(every, wrong)))
                return d.absurd(f"not {BALANCED}", at)

            return d.split(BALANCED, refuted, lambda no: no)

        return _subset(d, f"not (not {SOMEWHERE})", f"not {BALANCED}", lambda again: limits(_once(d, again)), almost)

    return d.conj(almost, d.implies("eta*mu > 1", too_large))


def _once(d: Draft, again: Fact) -> Fact:
    """A from not not A."""
    return d.contradiction(SOMEWHERE, lambda no: d.absurd("0 > 0", no, again))


def _subset(d: Draft, smaller: str, larger: str, within: Block, null: Fact) -> Fact:
    inclusion = d.generalize(d.implies(smaller, within), "p")
    given = {"A": f"lambda p: {smaller}", "B": f"lambda p: {larger}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, inclusion, null, d.combine("0 <= 0"))


def _hits_are_null(d: Draft) -> Fact:
    curves = "x(p)*y(p) == mu or x(p) + y(p) == 0"
    given = {"Phi": "Phi", "G": "lambda p: p - eta*g(p)", "N": f"lambda p: {curves}"}
    labels = "start", "recurrence", "nonsingular", "null_curves"
    each = d.cite("preimages_along_orbits_are_null", given, *(d[label] for label in labels))
    return d.cite("null_countable_union", {"A": f"lambda t, p: {HIT.split(', nat, ')[1][:-1]}"}, each)


# -- limits of the orbit of p, which never hits the curves ----------------------------------------------------


def _balanced(d: Draft, none: Fact) -> Fact:
    def limit(both: Fact) -> Fact:
        first, second = d.parts(both)
        product = _product(d, first, second)

        def minimum(here: Fact) -> Fact:
            stable = d.contradiction(STABLE, lambda no: _sharp(d, none, first, second, product, here, no))
            return d.conj(here, stable, d.combine("eta*((a - b)**2 + 2*mu) <= 2", stable, here, eq_times=["eta"]))

        def elsewhere(no: Fact) -> Fact:
            return d.absurd(LIMIT, _saddle(d, none, first, second, product, no))

        return d.split("a*b == mu", minimum, elsewhere)

    return d.generalize(d.implies(CONVERGES, limit), "a", "b")


def _sum(d: Draft, first: Fact, second: Fact, texts: tuple[str, str], k: str) -> Fact:
    """The limit of a + k·b."""
    given = {"a": f"lambda t: {texts[0]}", "b": f"lambda t: {texts[1]}", "k": k}
    return d.cite("tends_of_combination", given, first, second)


def _times(d: Draft, first: Fact, second: Fact, texts: tuple[str, str]) -> Fact:
    """uv − u_0v_0 = (u − u_0)(v − v_0) + u_0(v − v_0) + v_0(u − u_0), for texts "u - u_0" and "v - v_0"."""
    (u, m), (v, n) = (text.rsplit(" - ", 1) for text in texts)
    given = {"a": f"lambda t: {texts[0]}", "b": f"lambda t: {texts[1]}"}
    whole = f"({texts[0]})*({texts[1]})"
    small = d.cite("tends_of_product", given, first, second)
    half = _sum(d, small, second, (whole, texts[1]), m)
    return _sum(d, half, first, (f"{u}*{v} - {u}*{n}", texts[0]), n)


def _product(d: Draft, first: Fact, second: Fact) -> Fact:
    """xy → ab."""
    return _times(d, first, second, (f"{X} - a", f"{Y} - b"))


def _saddle(d: Draft, none: Fact, first: Fact, second: Fact, product: Fact, no: Fact) -> Fact:
    """A limit with ab ≠ μ is the origin; but there |x + y| does not shrink, since e < 0 close to it."""
    b = _fixed(d, "x", "a", "b", first, second, product, no)
    a = _fixed(d, "y", "b", "a", second, first, product, no)
    positive = d.contradiction("mu > 0", lambda less: _no_saddle(d, less, no, a))
    total = _sum(d, first, second, (f"{X} - a", f"{Y} - b"), "1")
    same = d.generalize(d.combine(f"{X} - a + {Y} - b == {W}", a, b), "t")
    given = {"a": f"lambda t: {X} - a + {Y} - b", "b": f"lambda t: {W}"}
    vanishes = d.cite("tends_of_equal", given, total, same)

    def from_(close: Fact) -> Fact:
        e, w = _later(E, "T+t"), _later(W, "T+t")
        negative = d.combine(f"-{e} > 0", d.part(d.use(close, ["t"]), 0), a, eq_times=["b"])
        push, w_next = d.combine(f"-eta*{e} > 0", negative, d["step"]), _later(W, "T+t+1")
        moved = d.combine(f"{w_next} == {w}*(1 - eta*{e})", *(_step(d, name, "T+t") for name in "xy"))
        squares = d.square(w), d.square(f"eta*{e}*{w}")
        larger = d.combine(f"{w_next}**2 >= {w}**2", moved, push, *squares, eq_times=[w_next, f"{w}*(1 - eta*{e})"])
        return d.witness(_grows(W), "T", d.generalize(larger, "t"))

    return _never(d, none, 1, W, vanishes, d.choose(d.use(product, ["mu"], positive), "T", from_))


def _fixed(d: Draft, name: str, one: str, other: str, first: Fact, second: Fact, product: Fact, no: Fact) -> Fact:
    """x(t+1) − x(t) → 0, and it is −η(xy − μ)y → −η(ab − μ)b: so b = 0 (and a = 0 likewise)."""
    here, there = (X, Y) if name == "x" else (Y, X)
    next_ = _later(here, "t+1")
    later = d.cite("tends_of_next", {"a": f"lambda t: {here} - {one}"}, first)
    change = _sum(d, later, first, (f"{next_} - {one}", f"{here} - {one}"), "-1")
    given = {"a": f"lambda t: {next_} - {here}", "b": f"lambda t: -eta*{E}*{there}"}
    equal = d.generalize(d.combine(f"{next_} - {here} == -eta*{E}*{there}", _step(d, name, "t")), "t")
    slope = d.cite("tends_of_equal", given, change, equal)
    cubic = _times(d, product, second, (f"{X}*{Y} - a*b", f"{there} - {other}"))
    limit = _sum(d, cubic, second, (f"{X}*{Y}*{there} - a*b*{other}", f"{there} - {other}"), "-mu")
    left = f"{E}*{there} - (a*b - mu)*{other}"
    constant = _sum(d, slope, limit, (f"-eta*{E}*{there}", left), "eta")
    zero = d.cite("limit_of_constant", {"c": f"-eta*(a*b - mu)*{other}"}, constant)
    return d.combine(f"{other} == 0", zero, d["step"], no, eq_times=["a*b - mu"], multiplier=[d["step"], no])


def _no_saddle(d: Draft, less: Fact, no: Fact, a: Fact) -> Fact:
    """With μ = 0 the origin is a minimum."""
    zero = d.zero("mu", d["target"], less)
    return d.combine("0 > 0", no, zero, a, eq_times=["b", "mu", "a*b", "a*b**2"])


def _sharp(d: Draft, none: Fact, first: Fact, second: Fact, product: Fact, here: Fact, no: Fact) -> Fact:
    """At a minimum with η(a² + b²) > 2 the factor of e ends below −1, so that |e| does not shrink."""
    x_size, y_size = (_times(d, fact, fact, (text, text)) for fact, text in ((first, f"{X} - a"), (second, f"{Y} - b")))
    size = _sum(d, x_size, y_size, (f"{X}**2 - a**2", f"{Y}**2 - b**2"), "1")
    sizes = f"{X}**2 - a**2 + {Y}**2 - b**2"
    scaled = _sum(d, size, size, (sizes, sizes), "eta - 1")
    gap = f"({X}*{Y} - a*b)"
    twice = d.cite("tends_of_product", {"a": f"lambda t: {gap}", "b": f"lambda t: {gap}"}, product, product)
    quartic = _sum(d, twice, product, (f"{gap}**2", gap), "a*b")
    factor = _sum(d, scaled, quartic, (f"eta*({sizes})", f"{gap}*{X}*{Y}"), "-eta**2")
    same = d.generalize(d.combine(f"{X}*{Y} - a*b == {E}", here), "t")
    vanishes = d.cite("tends_of_equal", {"a": f"lambda t: {X}*{Y} - a*b", "b": f"lambda t: {E}"}, product, same)

    def from_(close: Fact) -> Fact:
        x, y, e, k = (_later(text, "T+t") for text in (X, Y, E, K))
        below = d.combine(f"-1 - {k} > 0", d.part(d.use(close, ["t"]), 1), here, eq_times=[f"eta**2*{x}*{y}"])
        y_next, e_next = _later(Y, "T+t+1"), _later(E, "T+t+1")
        steps = (_step(d, name, "T+t") for name in "xy")
        moved = d.combine(f"{e_next} == {e}*{k}", *steps, eq_times=[y_next, f"{x} - eta*{e}*{y}"])
        known = d.square(e), d.square(f"{e}*(1 + {k})")
        larger = d.combine(f"{e_next}**2 >= {e}**2", moved, below, *known, eq_times=[e_next, f"{e}*{k}"])
        return d.witness(_grows(E), "T", d.generalize(larger, "t"))

    grows = d.choose(d.use(factor, ["eta*(a**2 + b**2) - 2"], no), "T", from_)
    return _never(d, none, 0, E, vanishes, grows)


def _grows(text: str) -> str:
    return f"exists(T, nat, forall(t, nat, {_later(text, 'T+t+1')}**2 >= {_later(text, 'T+t')}**2))"


def _step(d: Draft, name: str, index: str) -> Fact:
    """One step of the orbit, in a coordinate."""
    here = f"Phi({index}, p)"
    other = "y" if name == "x" else "x"
    goal = f"{name}(Phi({index}+1, p)) == {name}({here}) - eta*(x({here})*y({here}) - mu)*{other}({here})"
    moved = d.use(d["recurrence"], [index, "p"])
    return d.rewrite_to(goal, moved, f"Phi({index}+1, p)", f"{here} - eta*g({here})", d.use(d[f"{name}_next"], [here]))


def _never(d: Draft, none: Fact, index: int, text: str, vanishes: Fact, grows: Fact) -> Fact:
    """What tends to 0 without shrinking is 0 at some time, which this orbit never is."""
    hit = d.cite("no_decay_without_a_zero", {"a": f"lambda t: {text}"}, vanishes, grows)
    return d.choose(hit, "t", lambda zero: d.combine("0 > 0", d.part(d.use(none, ["t"]), index), zero, eq_times=[text]))


large_steps_balance_scalar_factorisation = Theorem(
    title="Large steps balance scalar factorisation",
    statement=Statement(
        NAME,
        "any",
        {
            "Phi": "nat, vector -> vector",
            "g": "vector -> vector",
            **dict.fromkeys(("x", "y"), "vector -> scalar"),
            **dict.fromkeys(("mu", "eta"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "x_next": "forall(p, vector, x(p - eta*g(p)) == x(p) - eta*(x(p)*y(p) - mu)*y(p))",
            "y_next": "forall(p, vector, y(p - eta*g(p)) == y(p) - eta*(x(p)*y(p) - mu)*x(p))",
            "step": "eta > 0",
            "target": "mu >= 0",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, (p - eta*g(p)) in N, 0)))",
            "null_curves": "measure_le(p, x(p)*y(p) == mu or x(p) + y(p) == 0, 0)",
        },
        f"ae(p, {BALANCED}) and implies(eta*mu > 1, ae(p, not {SOMEWHERE}))",
    ),
    write=_write,
    source="wang2022large",
    witnesses=(("scalar_factorisation", {}), ("scalar_factorisation", {"mu": 0, "a": 2})),
    conditions=(
        Condition("descent_recurrence", discharges=("x_next", "y_next")),
        Condition("nonsingular_map", discharges=("nonsingular",)),
        Condition("null_zero_set", discharges=("null_curves",)),
    ),
    thresholds=(
        Threshold(
            name="stability",
            theorem=NAME,
            symbol="eta",
            conditions=(STABLE,),
            positive=("eta", "a", "b"),
            tag="sharp",
            failure="almost no start converges to the minimum (a, b)",
            sharpness_witness="scalar_factorisation",
        ),
        Threshold(
            name="no_stable_minimum",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*mu > 1",),
            positive=("eta", "mu"),
            tag="sharp",
            failure="starts near the balanced minima converge to a minimum",
            sharpness_witness="scalar_factorisation",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="1/sharpness",
    outcome="from almost every start for which it converges, the limit is a minimum with (x - y)^2 <= 2/eta - 2*mu",
    remarks="The limit is (a, b). For negative mu replace y by -y. The proof is elementary: near a minimum with"
    " eta*(a^2 + b^2) > 2 the residual x*y - mu does not shrink, and near the saddle at the origin x + y does not; an"
    " orbit that converges there has hit x*y = mu or x + y = 0 exactly.",
)
