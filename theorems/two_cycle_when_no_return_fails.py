"""Just beyond no-return an attracting 2-cycle can keep an open set of starts from the global minimiser."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "two_cycle_when_no_return_fails"
LEAVES, RETURNS = "eta*L*D < R*(1 + a*B)", "B*eta*L*D > R*(1 + a*B)"
Y = "D + B*(D - X)"
CYCLE = f"X*e in M and not ({Y})*e in M and X*e - eta*g(X*e) == ({Y})*e and ({Y})*e - eta*g(({Y})*e) == X*e"
FAILS = "a*(D + B*R) > D - R"
EVEN, ODD, NEXT = "Phi(2*t, p)", "Phi(2*t+1, p)", "Phi(2*t+2, p)"
CLOSE = f"sq({EVEN} - X*e) <= r**2"
RATE = f"sq({NEXT} - X*e) == (a*B)**2*sq({EVEN} - X*e)"
TRAPPED = f"forall(t, nat, {CLOSE} and {EVEN} in M) and forall(t, nat, {RATE}) and tends(t, sq({EVEN} - X*e))"
MARGIN = "r > 0 and D - X + r < R and B*(D - X - r) > R"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", r="scalar")
    fails = d.combine(FAILS, d["leaves"], d["a"], eq_times=["D"])

    def ball(margin: Fact) -> Fact:
        return d.generalize(d.implies("sq(p - X*e) <= r**2", lambda close: _trapped(d, margin, close)), "p")

    return d.conj(*_cycle(d), fails, d.generalize(d.implies(MARGIN, ball), "r"))


def _member(d: Draft, point: str, close: Fact) -> Fact:
    return d.use(d.part(d.use(d["M"], [point]), 1), (), close)


def _not_member(d: Draft, point: str, far: Fact) -> Fact:
    def inside(member: Fact) -> Fact:
        return d.combine("0 > 0", d.use(d.part(d.use(d["M"], [point]), 0), (), member), far)

    return d.split(f"{point} in M", lambda yes: d.absurd(f"not {point} in M", inside(yes)), lambda no: no)


def _gap(d: Draft) -> tuple[Fact, Fact, Fact]:
    """0 < D − X < R < B(D − X), since (D − X)(1 + aB) = ηLD."""
    positive = d.combine("1 + a*B > 0", d["a_positive"], d["B_large"])
    height = d.combine("eta*L*D > 0", d["step"], d["L"], d["D"], degree=3)
    facts = positive, d["X"], d["a"]
    above = d.combine("D - X > 0", height, *facts, multiplier=[positive], eq_times=["D"])
    below = d.combine("D - X < R", d["leaves"], *facts, multiplier=[positive], eq_times=["D"])
    beyond = d.combine("B*(D - X) > R", d["returns"], *facts, multiplier=[positive], eq_times=["B", "B*D"])
    return above, below, beyond


def _cycle(d: Draft) -> list[Fact]:
    """Xe lies in M, Ye does not, and the step swaps them."""
    above, below, beyond = _gap(d)
    x, y = "X*e", f"({Y})*e"
    radius = d.combine("R > 0", above, below)
    inside = _member(d, x, d.combine(f"sq({x} - D*e) < R**2", below, radius, above, d["e"], eq_times=["(X - D)**2"]))
    far = d.combine(f"sq({y} - D*e) >= R**2", beyond, radius, d["e"], eq_times=["B**2*(D - X)**2"])
    outside = _not_member(d, y, far)
    there = _image(d, x, y, d.use(d["inner"], [x], inside), f"m*({x} - D*e)", ["(1 - eta*m + B)*(X - D)**2*sq(e)"])
    off, gap = "(a - 1 + eta*L)", "(X*(1 + a*B) - D*a*(1 + B))"
    times = [f"{off}*({Y})**2*sq(e)", f"2*{gap}*({Y})*sq(e)", f"{gap}*sq(e)"]
    return [inside, outside, there, _image(d, y, x, d.use(d["outer"], [y], outside), f"L*({y})", times)]


def _image(d: Draft, point: str, image: str, gradient: Fact, value: str, times: list[str]) -> Fact:
    """G(point) = image, the gradient there being `value`."""
    written = d.combine(f"{point} - eta*({value}) == {image}", d["B"], d["a"], d["X"], eq_times=times)
    return d.rewrite_to(f"{point} - eta*g({point}) == {image}", gradient, f"g({point})", value, written)


# -- a ball of starts that never reach x* ------------------------------------------------------------


def _trapped(d: Draft, margin: Fact, start: Fact) -> Fact:
    first = d.rewrite_to("sq(Phi(0, p) - X*e) <= r**2", d.use(d["start"], ["p"]), "Phi(0, p)", "p", start)
    ratio = d.combine("a*B >= 0", d["a_positive"], d["B_large"])
    less = d.combine("(a*B)**2 < 1", ratio, d["attracts"])

    def step(close: Fact) -> Fact:
        facts = _rate(d, margin, close), close, less, d.norm(f"{EVEN} - X*e")
        return d.combine(f"sq({NEXT} - X*e) <= r**2", *facts)

    close = d.induct(f"forall(t, nat, {CLOSE})", "t", first, step)
    here = d.use(close, ["t"])
    rate = d.generalize(_rate(d, margin, here), "t")
    shrinks = d.generalize(d.combine(f"sq({NEXT} - X*e) <= (a*B)**2*sq({EVEN} - X*e)", d.use(rate, ["t"])), "t")
    norm = d.generalize(d.norm(f"{EVEN} - X*e"), "t")
    tends = d.cite("tends_of_contraction", {"a": f"lambda t: sq({EVEN} - X*e)", "k": "(a*B)**2"}, norm, shrinks, less)
    return d.conj(d.generalize(d.conj(here, _inside(d, margin, here)), "t"), rate, tends)


def _inside(d: Draft, margin: Fact, close: Fact) -> Fact:
    """‖p − De‖ ≤ r + (D − X) < R."""
    r, below, _ = d.parts(margin)
    above, _, _ = _gap(d)
    apart = d.combine("sq(X*e - D*e) <= (D - X)**2", d["e"], eq_times=["(D - X)**2"])
    sign, gap = d.combine("r >= 0", r), d.combine("D - X >= 0", above)
    given = {"u": f"{EVEN} - X*e", "v": "X*e - D*e", "a": "r", "b": "D - X"}
    whole = d.cite("triangle_inequality", given, close, apart, sign, gap)
    total = d.combine("R + (r + D - X) > 0", below, r, above)
    return _member(d, EVEN, d.combine(f"sq({EVEN} - D*e) < R**2", whole, below, total))


def _outside(d: Draft, margin: Fact, close: Fact, image: Fact) -> Fact:
    """‖Φ(2t+1) − De‖ = B‖Φ(2t) − De‖ ≥ B(D − X − r) > R."""
    r, _, beyond = d.parts(margin)
    above, short, _ = _gap(d)
    apart = d.combine("sq(X*e - D*e) >= (D - X)**2", d["e"], eq_times=["(D - X)**2"])
    radius = d.combine("R > 0", above, short)
    factor = d.combine("B > 0", d["B_large"])
    room = d.combine("r <= D - X", beyond, radius, factor, multiplier=[factor])
    given = {"u": "X*e - D*e", "v": f"{EVEN} - X*e", "a": "D - X", "b": "r"}
    far = d.cite("reverse_triangle_inequality", given, apart, close, d.combine("r >= 0", r), room)
    expanded = d.combine(f"B**2*sq({EVEN} - D*e) >= (B*(D - X - r))**2", far, d.square("B"))
    moved = d.combine(f"sq(D*e - B*({EVEN} - D*e) - D*e) >= R**2", expanded, beyond, radius)
    return _not_member(d, ODD, d.rewrite_to(f"sq({ODD} - D*e) >= R**2", image, ODD, f"D*e - B*({EVEN} - D*e)", moved))


def _rate(d: Draft, margin: Fact, close: Fact) -> Fact:
    """Two steps multiply p − Xe by −aB."""
    inner = d.use(d["inner"], [EVEN], _inside(d, margin, close))
    step = d.rewrite(inner, f"g({EVEN})", f"m*({EVEN} - D*e)", d.use(d["recurrence"], ["2*t", "p"]))
    off = "(1 - eta*m + B)"
    image = d.combine(
        f"{ODD} == D*e - B*({EVEN} - D*e)",
        *(step, d["B"]),
        eq_times=[f"{off}*sq({EVEN} - D*e) + 2*dot({ODD} - {EVEN} + eta*m*({EVEN} - D*e), {EVEN} - D*e)"],
    )
    outer = d.use(d["outer"], [ODD], _outside(d, margin, close, image))
    step = d.rewrite(outer, f"g({ODD})", f"L*{ODD}", d.use(d["recurrence"], ["2*t+1", "p"]))
    off = "(1 - eta*L - a)"
    second = d.combine(
        f"{NEXT} == a*{ODD}",
        *(step, d["a"]),
        eq_times=[f"{off}*sq({ODD}) + 2*dot({NEXT} - {ODD} + eta*L*{ODD}, {ODD})"],
    )
    gap = "(D*a*(1 + B) - X*(1 + a*B))"
    times = [f"2*a*B*dot({EVEN} - X*e, e)", f"{gap}*sq(e)"]
    goal = f"sq({{}} - X*e) == (a*B)**2*sq({EVEN} - X*e)"
    written = d.combine(goal.format(f"a*(D*e - B*({EVEN} - D*e))"), d["X"], eq_times=times)
    odd = d.rewrite_to(goal.format(f"a*{ODD}"), image, ODD, f"D*e - B*({EVEN} - D*e)", written)
    return d.rewrite_to(RATE, second, NEXT, f"a*{ODD}", odd)


two_cycle_when_no_return_fails = Theorem(
    title="An attracting 2-cycle just beyond the no-return condition",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "e": "vector",
            **dict.fromkeys(("L", "m", "eta", "R", "D", "a", "B", "X"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "e": "sq(e) == 1",
            "M": "forall(p, vector, iff(p in M, sq(p - D*e) < R**2))",
            "inner": "forall(p, vector, implies(p in M, g(p) == m*(p - D*e)))",
            "outer": "forall(p, vector, implies(not p in M, g(p) == L*p))",
            "step": "eta > 0",
            "L": "L > 0",
            "D": "D > 0",
            "a": "a == 1 - eta*L",
            "a_positive": "a > 0",
            "B": "B == eta*m - 1",
            "B_large": "B > 1",
            "attracts": "a*B < 1",
            "X": "X*(1 + a*B) == D*a*(1 + B)",
            "leaves": LEAVES,
            "returns": RETURNS,
        },
        f"{CYCLE} and {FAILS} and forall(r, scalar, implies({MARGIN},"
        f" forall(p, vector, implies(sq(p - X*e) <= r**2, {TRAPPED}))))",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("shifted_pair", {}),),
    conditions=(
        Condition("opsc", "m", "x_dagger", "M", ("inner",)),
        Condition("upper_error_bound", "m", "x_dagger", "M", ("inner",)),
        Condition("opsc", "L", "x_star", "not M", ("outer",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("outer",)),
        Condition("open_ball", "R", "x_dagger", "M", ("M",)),
    ),
    formulas={"x": "X", "y": Y, "multiplier": "-a*B"},
    thresholds=(
        Threshold(
            name="cycle",
            theorem=NAME,
            symbol="R",
            conditions=(LEAVES, RETURNS),
            positive=("R", "D", "eta", "L", "a", "B"),
            tag="sharp",
            failure="the points x and y do not lie on the two sides of M's boundary that the cycle needs",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=("start", "recurrence", "e", "a", "B", "X"),
    example_step="1/(2*L)",
    outcome="an attracting 2-cycle keeps an open set of starts from x_star",
    remarks="x* is the origin, x_dagger = D*e. The first inequality on R is the negation of no-return up to equality.",
)
