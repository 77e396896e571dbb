"""Just beyond no-return an attracting 2-cycle can keep an open set of starts from the global minimiser."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "two_cycle_when_no_return_fails"
LEAVES, RETURNS = "eta*L*D < R*(1 + a*B)", "B*eta*L*D > R*(1 + a*B)"
Y = "D + B*(D - X)"
PX, PY, CENTER = "(x_star + X*e)", f"(x_star + ({Y})*e)", "(x_star + D*e)"
CYCLE = f"{PX} in M and not {PY} in M and {PX} - eta*g({PX}) == {PY} and {PY} - eta*g({PY}) == {PX}"
FAILS = "a*(D + B*R) > D - R"
EVEN, ODD, NEXT = "Phi(2*t, p)", "Phi(2*t+1, p)", "Phi(2*t+2, p)"
CLOSE = f"sq({EVEN} - {PX}) <= r**2"
RATE = f"sq({NEXT} - {PX}) == (a*B)**2*sq({EVEN} - {PX})"
TRAPPED = f"forall(t, nat, {CLOSE} and {EVEN} in M) and forall(t, nat, {RATE}) and tends(t, sq({EVEN} - {PX}))"
MARGIN = "r > 0 and D - X + r < R and B*(D - X - r) > R"


def _write(d: Draft) -> Fact:
    d.local(p="vector", t="nat", r="scalar", k="scalar")
    fails = d.combine(FAILS, d["leaves"], d["a"], eq_times=["D"])

    def ball(margin: Fact) -> Fact:
        return d.generalize(d.implies(f"sq(p - {PX}) <= r**2", lambda close: _trapped(d, margin, close)), "p")

    return d.conj(*_cycle(d), fails, _margin(d), d.generalize(d.implies(MARGIN, ball), "r"))


def _margin(d: Draft) -> Fact:
    """r = uv/(v + Bu + 1), where u = R − (D − X) and v = B(D − X) − R are both positive."""
    _, below, beyond = _gap(d)
    u, v = "(R - D + X)", "(B*(D - X) - R)"
    factor = d.combine("B > 0", d["B_large"])
    total = d.combine(f"{v} + B*{u} + 1 > 0", below, beyond, factor)

    def at(found: Fact) -> Fact:
        unit = d.part(found, 1)
        share = d.contradiction("k > 0", lambda no: d.combine("0 > 0", no, unit, total))
        r = f"{u}*{v}*k"
        positive = d.combine(f"{r} > 0", below, beyond, share, degree=3)
        ku, kv = d.combine(f"k*{u} > 0", share, below), d.combine(f"k*{v} > 0", share, beyond)
        small = d.combine(f"{u} - {r} > 0", unit, ku, d.combine(f"B*{u} > 0", factor, below), eq_times=[u])
        deep = d.combine(f"{v} - B*({r}) > 0", unit, kv, beyond, eq_times=[v])
        margin = MARGIN.replace("r > 0", f"{r} > 0").replace("+ r", f"+ {r}").replace("- r)", f"- {r})")
        _, second, third = margin.split(" and ")
        whole = d.conj(positive, d.combine(second, small), d.combine(third, deep))
        return d.witness(f"exists(r, scalar, {MARGIN})", r, whole)

    return d.solve(total, "k", at)


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
    x, y = PX, PY
    radius = d.combine("R > 0", above, below)
    inside = _member(
        d, x, d.combine(f"sq({x} - {CENTER}) < R**2", below, radius, above, d["e"], eq_times=["(X - D)**2"])
    )
    far = d.combine(f"sq({y} - {CENTER}) >= R**2", beyond, radius, d["e"], eq_times=["B**2*(D - X)**2"])
    outside = _not_member(d, y, far)
    there = _image(d, x, y, d.use(d["inner"], [x], inside), f"m*({x} - {CENTER})", ["(1 - eta*m + B)*(X - D)**2*sq(e)"])
    off, gap = "(a - 1 + eta*L)", "(X*(1 + a*B) - D*a*(1 + B))"
    times = [f"{off}*({Y})**2*sq(e)", f"2*{gap}*({Y})*sq(e)", f"{gap}*sq(e)"]
    return [inside, outside, there, _image(d, y, x, d.use(d["outer"], [y], outside), f"L*({y} - x_star)", times)]


def _image(d: Draft, point: str, image: str, gradient: Fact, value: str, times: list[str]) -> Fact:
    """G(point) = image, the gradient there being `value`."""
    written = d.combine(f"{point} - eta*({value}) == {image}", d["B"], d["a"], d["X"], eq_times=times)
    return d.rewrite_to(f"{point} - eta*g({point}) == {image}", gradient, f"g({point})", value, written)


# -- a ball of starts that never reach x* ------------------------------------------------------------


def _trapped(d: Draft, margin: Fact, start: Fact) -> Fact:
    first = d.rewrite_to(f"sq(Phi(0, p) - {PX}) <= r**2", d.use(d["start"], ["p"]), "Phi(0, p)", "p", start)
    ratio = d.combine("a*B >= 0", d["a_positive"], d["B_large"])
    less = d.combine("(a*B)**2 < 1", ratio, d["attracts"])

    def step(close: Fact) -> Fact:
        facts = _rate(d, margin, close), close, less, d.norm(f"{EVEN} - {PX}")
        return d.combine(f"sq({NEXT} - {PX}) <= r**2", *facts)

    close = d.induct(f"forall(t, nat, {CLOSE})", "t", first, step)
    here = d.use(close, ["t"])
    rate = d.generalize(_rate(d, margin, here), "t")
    shrinks = d.generalize(d.combine(f"sq({NEXT} - {PX}) <= (a*B)**2*sq({EVEN} - {PX})", d.use(rate, ["t"])), "t")
    norm = d.generalize(d.norm(f"{EVEN} - {PX}"), "t")
    tends = d.cite("tends_of_contraction", {"a": f"lambda t: sq({EVEN} - {PX})", "k": "(a*B)**2"}, norm, shrinks, less)
    return d.conj(d.generalize(d.conj(here, _inside(d, margin, here)), "t"), rate, tends)


def _inside(d: Draft, margin: Fact, close: Fact) -> Fact:
    """‖p − De‖ ≤ r + (D − X) < R."""
    r, below, _ = d.parts(margin)
    above, _, _ = _gap(d)
    apart = d.combine(f"sq({PX} - {CENTER}) <= (D - X)**2", d["e"], eq_times=["(D - X)**2"])
    sign, gap = d.combine("r >= 0", r), d.combine("D - X >= 0", above)
    given = {"u": f"{EVEN} - {PX}", "v": f"{PX} - {CENTER}", "a": "r", "b": "D - X"}
    whole = d.cite("triangle_inequality", given, close, apart, sign, gap)
    total = d.combine("R + (r + D - X) > 0", below, r, above)
    return _member(d, EVEN, d.combine(f"sq({EVEN} - {CENTER}) < R**2", whole, below, total))


def _outside(d: Draft, margin: Fact, close: Fact, image: Fact) -> Fact:
    """‖Φ(2t+1) − De‖ = B‖Φ(2t) − De‖ ≥ B(D − X − r) > R."""
    r, _, beyond = d.parts(margin)
    above, short, _ = _gap(d)
    apart = d.combine(f"sq({PX} - {CENTER}) >= (D - X)**2", d["e"], eq_times=["(D - X)**2"])
    radius = d.combine("R > 0", above, short)
    factor = d.combine("B > 0", d["B_large"])
    room = d.combine("r <= D - X", beyond, radius, factor, multiplier=[factor])
    given = {"u": f"{PX} - {CENTER}", "v": f"{EVEN} - {PX}", "a": "D - X", "b": "r"}
    far = d.cite("reverse_triangle_inequality", given, apart, close, d.combine("r >= 0", r), room)
    expanded = d.combine(f"B**2*sq({EVEN} - {CENTER}) >= (B*(D - X - r))**2", far, d.square("B"))
    moved = d.combine(f"sq({CENTER} - B*({EVEN} - {CENTER}) - {CENTER}) >= R**2", expanded, beyond, radius)
    return _not_member(
        d, ODD, d.rewrite_to(f"sq({ODD} - {CENTER}) >= R**2", image, ODD, f"{CENTER} - B*({EVEN} - {CENTER})", moved)
    )


def _rate(d: Draft, margin: Fact, close: Fact) -> Fact:
    """Two steps multiply p − Xe by −aB."""
    inner = d.use(d["inner"], [EVEN], _inside(d, margin, close))
    step = d.rewrite(inner, f"g({EVEN})", f"m*({EVEN} - {CENTER})", d.use(d["recurrence"], ["2*t", "p"]))
    off = "(1 - eta*m + B)"
    image = d.combine(
        f"{ODD} == {CENTER} - B*({EVEN} - {CENTER})",
        *(step, d["B"]),
        eq_times=[
            f"{off}*sq({EVEN} - {CENTER}) + 2*dot({ODD} - {EVEN} + eta*m*({EVEN} - {CENTER}), {EVEN} - {CENTER})"
        ],
    )
    outer = d.use(d["outer"], [ODD], _outside(d, margin, close, image))
    step = d.rewrite(outer, f"g({ODD})", f"L*({ODD} - x_star)", d.use(d["recurrence"], ["2*t+1", "p"]))
    off = "(1 - eta*L - a)"
    second = d.combine(
        f"{NEXT} == x_star + a*({ODD} - x_star)",
        *(step, d["a"]),
        eq_times=[f"{off}*sq({ODD} - x_star) + 2*dot({NEXT} - {ODD} + eta*L*({ODD} - x_star), {ODD} - x_star)"],
    )
    gap = "(D*a*(1 + B) - X*(1 + a*B))"
    times = [f"2*a*B*dot({EVEN} - {PX}, e)", f"{gap}*sq(e)"]
    goal = f"sq({{}} - {PX}) == (a*B)**2*sq({EVEN} - {PX})"
    written = d.combine(
        goal.format(f"(x_star + a*({CENTER} - B*({EVEN} - {CENTER}) - x_star))"), d["X"], eq_times=times
    )
    odd = d.rewrite_to(
        goal.format(f"(x_star + a*({ODD} - x_star))"), image, ODD, f"{CENTER} - B*({EVEN} - {CENTER})", written
    )
    return d.rewrite_to(RATE, second, NEXT, f"x_star + a*({ODD} - x_star)", odd)


two_cycle_when_no_return_fails = Theorem(
    title="An attracting 2-cycle just beyond the no-return condition",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "x_star": "vector",
            "e": "vector",
            **dict.fromkeys(("L", "m", "eta", "R", "D", "a", "B", "X"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "e": "sq(e) == 1",
            "M": f"forall(p, vector, iff(p in M, sq(p - {CENTER}) < R**2))",
            "inner": f"forall(p, vector, implies(p in M, g(p) == m*(p - {CENTER})))",
            "outer": "forall(p, vector, implies(not p in M, g(p) == L*(p - x_star)))",
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
        f"{CYCLE} and {FAILS} and exists(r, scalar, {MARGIN}) and forall(r, scalar, implies({MARGIN},"
        f" forall(p, vector, implies(sq(p - {PX}) <= r**2, {TRAPPED}))))",
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
    stated=("For larger R, once B*eta*L*D <= R*(1 + a*B), every start may reach x_star again.",),
    remarks="x_dagger = x_star + D*e, and the cycle is x_star + X*e, x_star + (D + B*(D - X))*e."
    " The first inequality on R is the negation of no-return up to equality.",
)
