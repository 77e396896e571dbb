"""The global minimiser of the shifted pair is strict exactly for R < D/(1 + √(m/L)): also beyond no-return."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "strict_minimiser_of_shifted_pair"
LEFT, INNER, RIGHT = "L/2*x**2", "h + m/2*(x - D)**2", "L/2*x**2 - 2*L*D*R"
STRICT = "forall(x, scalar, implies(x**2 > 0, f(x) > f(0)))"
MEETS = "h + m/2*R**2 == L/2*(D - R)**2 and h + m/2*R**2 == L/2*(D + R)**2 - 2*L*D*R"
HIGH, SMALL = "h > 0", "R*(1 + k) < D"
#: radii beyond no-return at which two_cycle_when_no_return_fails has its cycle, and x* is still the strict minimiser
CYCLE = "eta*L*D < r*(1 + a*B) and B*eta*L*D > r*(1 + a*B)"
RADII = f"exists(r, scalar, r > 0 and r <= s and {CYCLE} and r*(1 + k) < D)"
CLOSE = f"implies(a*k > 1, forall(s, scalar, implies(s*(1 + a*B) > eta*L*D, {RADII})))"


def _write(d: Draft) -> Fact:
    d.local(x="scalar", s="scalar", r="scalar", c="scalar", z="scalar", t="scalar")
    meets = d.combine("h + m/2*R**2 == L/2*(D - R)**2", d["h"])
    other = d.combine("h + m/2*R**2 == L/2*(D + R)**2 - 2*L*D*R", d["h"])
    return d.conj(_strict(d), _small(d), meets, other, d.implies("a*k > 1", lambda steep: _radii(d, steep)))


def _at_zero(d: Draft) -> Fact:
    return d.combine("f(0) == 0", d.use(d["left"], ["0"], d.combine("0 <= D - R", d["inside"])))


def _strict(d: Draft) -> Fact:
    """f(D) = h, and where h > 0 each parabola stays above f(0) = 0."""
    zero = _at_zero(d)

    def there(least: Fact) -> Fact:
        room = d.conj(d.combine("D - R < D", d["R"]), d.combine("D < D + R", d["R"]))
        value = d.combine("f(D) == h", d.use(d["inner"], ["D"], room))
        apart = d.combine("D**2 > 0", d["R"], d["inside"])
        return d.combine(HIGH, d.use(least, ["D"], apart), value, zero)

    def back(high: Fact) -> Fact:
        def at(apart: Fact) -> Fact:
            return d.split("x <= D - R", lambda low: left(apart, low), lambda past: rest(past))

        def left(apart: Fact, low: Fact) -> Fact:
            return d.combine("f(x) > f(0)", d.use(d["left"], ["x"], low), zero, apart, d["L"])

        def rest(past: Fact) -> Fact:
            return d.split("x < D + R", lambda below: inner(past, below), right)

        def inner(past: Fact, below: Fact) -> Fact:
            value = d.use(d["inner"], ["x"], d.conj(past, below))
            return d.combine("f(x) > f(0)", value, zero, high, d.square("x - D"), d["m"])

        def right(beyond: Fact) -> Fact:
            value, far = d.use(d["right"], ["x"], beyond), d.combine("x + D + R > 0", beyond, d["R"], d["inside"])
            square = d.combine("x**2 >= (D + R)**2", beyond, far)
            least = d.combine("L*(D - R)**2 > 0", d["L"], d["inside"], degree=3)
            return d.combine("f(x) > f(0)", value, zero, d.combine("L*x**2 >= L*(D + R)**2", square, d["L"]), least)

        return d.generalize(d.implies("x**2 > 0", at), "x")

    return d.conj(d.implies(STRICT, there), d.implies(HIGH, back))


def _ratio(d: Draft) -> Fact:
    return d.combine("L*k**2 == m", d["k_squared"], d["inverse"], eq_times=["L", "m"])


def _length(d: Draft) -> Fact:
    return d.combine("D > 0", d["R"], d["inside"])


def _small(d: Draft) -> Fact:
    """h = (L/2)(D − R − kR)(D − R + kR), the second factor being positive."""
    sum_ = d.combine("D - R + k*R > 0", d["inside"], d["k"], d["R"])
    written = d.combine("h == L/2*(D - R - k*R)*(D - R + k*R)", d["h"], _ratio(d), eq_times=["R**2"])
    sign = d.combine("L*(D - R + k*R) > 0", d["L"], sum_)

    def there(high: Fact) -> Fact:
        return d.contradiction(SMALL, lambda no: d.combine("0 > 0", high, written, no, sign))

    def back(small: Fact) -> Fact:
        return d.combine(HIGH, written, small, sign)

    return d.conj(d.implies(HIGH, there), d.implies(SMALL, back))


def _radii(d: Draft, steep: Fact) -> Fact:
    """With c = 1/(1 + aB) and the edge ηLDc of no-return: a little more than the edge serves."""
    positive = d.combine("1 + a*B > 0", d["a_positive"], d["B_large"])
    height = d.combine("eta*L*D > 0", d["step"], d["L"], _length(d), degree=3)

    def at(past: Fact) -> Fact:
        return d.solve(positive, "c", lambda found: _radius(d, steep, past, positive, height, *d.parts(found)))

    return d.generalize(d.implies("s*(1 + a*B) > eta*L*D", at), "s")


def _radius(d: Draft, steep: Fact, past: Fact, positive: Fact, height: Fact, sign: Fact, unit: Fact) -> Fact:
    """r = edge + z with z small: at most s, (B − 1)·edge and what strictness leaves, each positive."""
    edge, slope = "eta*L*D*c", "(eta*m - eta**2*L*m - eta*L*k)"
    inverse = d.contradiction("c > 0", lambda no: d.combine("0 > 0", no, unit, positive))
    root = d.contradiction("k > 0", lambda no: d.combine("0 > 0", no, steep, d["a_positive"]))
    product = d.combine("eta*L*k > 0", d["step"], d["L"], root, degree=3)
    gap = d.combine(f"{slope} > 0", product, steep, _ratio(d), d["a"], eq_times=["eta", "eta**2*L", "eta*L*k**2"])
    one = d.combine("1 + a*B - eta*L*(1 + k) > 0", gap, d["a"], d["B"], eq_times=["B", "eta*L", "1 - eta*L", "a"])
    ahead = d.combine(f"{edge} > 0", height, inverse)
    facts = (
        d.combine(f"s - {edge} > 0", past, unit, inverse, eq_times=["s"]),
        d.combine(f"(B - 1)*{edge} > 0", d["B_large"], ahead),
        d.combine(f"D - {edge}*(1 + k) > 0", d.combine("D*c > 0", _length(d), inverse), one, unit, eq_times=["D"]),
    )
    given = {"a": f"s - {edge}", "b": f"((B - 1)*{edge})**2", "k": "1 + k", "m": f"(D - {edge}*(1 + k))/2"}
    bounds = facts[0], d.combine(f"((B - 1)*{edge})**2 > 0", facts[1]), d.combine("1 + k > 0", d["k"])
    some = d.cite("small_positive_number", given, *bounds, d.combine(f"{given['m']} > 0", facts[2]))
    return d.choose(some, "z", lambda small: _within(d, edge, (*facts, ahead), positive, unit, small))


def _within(d: Draft, edge: str, facts: tuple[Fact, ...], positive: Fact, unit: Fact, small: Fact) -> Fact:
    sign, near, short, low = d.parts(small)
    r = f"({edge} + z)"
    at_edge = d.combine(f"{edge}*(1 + a*B) == eta*L*D", unit, eq_times=["eta*L*D"])
    below = d.contradiction(f"z < (B - 1)*{edge}", lambda no: d.combine("0 > 0", no, short, facts[1]))
    over = d.combine(f"eta*L*D < {r}*(1 + a*B)", at_edge, sign, positive)
    under = d.combine(f"B*eta*L*D > {r}*(1 + a*B)", at_edge, below, positive, eq_times=["B"])
    start = d.combine(f"{r} > 0", facts[3], sign)
    end = d.combine(f"{r}*(1 + k) < D", low, facts[2])
    whole = d.conj(start, d.combine(f"{r} <= s", near), over, under, end)
    return d.witness(RADII, r, whole)


strict_minimiser_of_shifted_pair = Theorem(
    title="The global minimiser of the shifted pair is strict exactly below D/(1 + sqrt(m/L)), also past no-return",
    statement=Statement(
        NAME,
        "any",
        {"f": "scalar -> scalar", **dict.fromkeys(("L", "m", "D", "R", "h", "w", "k", "eta", "a", "B"), "scalar")},
        {
            "left": f"forall(x, scalar, implies(x <= D - R, f(x) == {LEFT}))",
            "inner": f"forall(x, scalar, implies(x > D - R and x < D + R, f(x) == {INNER}))",
            "right": f"forall(x, scalar, implies(x >= D + R, f(x) == {RIGHT}))",
            "h": "h == L/2*(D - R)**2 - m/2*R**2",
            "L": "L > 0",
            "m": "m > 0",
            "R": "R > 0",
            "inside": "R < D",
            "inverse": "w*(L) == 1",
            "k": "k >= 0",
            "k_squared": "k**2 == m*w",
            "step": "eta > 0",
            "a": "a == 1 - eta*L",
            "a_positive": "a > 0",
            "B": "B == eta*m - 1",
            "B_large": "B > 1",
        },
        f"iff({STRICT}, {HIGH}) and iff({HIGH}, {SMALL}) and {MEETS} and {CLOSE}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("shifted_pair", {}),),
    conditions=(Condition("shifted_parabolas", discharges=("left", "inner", "right")),),
    formulas={"height": "h"},
    thresholds=(
        Threshold(
            name="strict",
            theorem=NAME,
            symbol="R",
            conditions=(SMALL,),
            positive=("R", "D"),
            nonnegative=("k",),
            tag="sharp",
            failure="the minimum at D is as low as the one at 0",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=("h", "inverse", "k", "k_squared", "a", "B"),
    example_step="1/(2*L)",
    outcome="x_star is the strict global minimiser, and for some radius past no-return it still is",
    remarks="k is sqrt(m/L). The last clause: if a*k > 1, radii as close to the edge of no-return as one likes, and"
    " beyond it, satisfy what two_cycle_when_no_return_fails asks of R, while x* = 0 is the strict global minimiser. So"
    " no-return cannot be enlarged, not even on functions whose x* is the strict global minimiser.",
)
