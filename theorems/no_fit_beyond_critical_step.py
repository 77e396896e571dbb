"""Beyond the critical step, almost no start of gradient descent on vector factorisation reaches a minimum."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "no_fit_beyond_critical_step"
AT = "Phi(t, p)"
SIZE, RESIDUAL = f"s({AT})", f"e({AT})"
K = f"(1 - eta*{SIZE} + eta**2*{RESIDUAL}*({RESIDUAL} + y))"
TENDS = f"tends(t, {RESIDUAL})"
BEYOND_LABEL, BEYOND_ROOT = "eta*h > 1", "eta*(s(p) + r(p)) > 8"
BEYOND = f"({BEYOND_LABEL} or {BEYOND_ROOT})"
GROWS = "exists(T, nat, forall(t, nat, e(Phi(T+t+1, p))**2 >= e(Phi(T+t, p))**2))"
HIT = "exists(t, nat, e(Phi(t, p)) == 0)"


def _write(d: Draft) -> Fact:
    """Where the residual tends to 0, its factor ends below −1: it must have hit 0 exactly, as almost no orbit does."""
    d.local(p="vector", t="nat", T="nat", k="scalar")

    def fits(both: Fact) -> Fact:
        beyond, again = d.parts(both)
        limit = d.contradiction(TENDS, lambda no: d.absurd("0 > 0", no, again))
        grows = d.cases(beyond, lambda label: _past_label(d, label, limit), lambda root: _past_root(d, root, limit))
        return d.cite("no_decay_without_a_zero", {"a": f"lambda t: {RESIDUAL}"}, limit, grows)

    fails = f"{BEYOND} and not (not {TENDS})"
    within = d.generalize(d.implies(fails, fits), "p")
    given = {"A": f"lambda p: {fails}", "B": f"lambda p: {HIT}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, within, _hits_are_null(d), d.combine("0 <= 0"))


def _hits_are_null(d: Draft) -> Fact:
    """e = 0 on a null set, and so at each of countably many times."""

    def same(zero: Fact) -> Fact:
        return d.combine("dot(u(p), v(p)) == y", zero, d.use(d["residual"], ["p"]))

    minima = d.generalize(d.implies("e(p) == 0", same), "p")
    sets = {"A": "lambda p: e(p) == 0", "B": "lambda p: dot(u(p), v(p)) == y", "a": "0", "b": "0"}
    null = d.cite("measure_monotone", sets, minima, d["null_minima"], d.combine("0 <= 0"))
    given = {"Phi": "Phi", "G": "lambda p: p - eta*g(p)", "N": "lambda p: e(p) == 0"}
    each = d.cite("preimages_along_orbits_are_null", given, d["start"], d["recurrence"], d["nonsingular"], null)
    return d.cite("null_countable_union", {"A": f"lambda t, p: {RESIDUAL} == 0"}, each)


# -- the orbit of p, by the recurrences of its residual and its potential -----------------------------------


def _facts(d: Draft) -> list[Fact]:
    """What critical_step_of_vector_factorisation says of the orbit: at every time, about the sign, about the start."""
    moved = d.use(d["recurrence"], ["t", "p"])

    def next_(label: str, goal: str) -> Fact:
        old, new = "Phi(t+1, p)", f"{AT} - eta*g({AT})"
        return d.generalize(d.rewrite_to(goal, moved, old, new, d.use(d[label], [AT])), "t")

    def start(name: str) -> Fact:
        return d.rewrite_to(
            f"{name}(Phi(0, p)) == {name}(p)", d.use(d["start"], ["p"]), "Phi(0, p)", "p",
            d.combine(f"{name}(p) == {name}(p)"),
        )  # fmt: skip

    residual = f"(dot(u({AT}), v({AT})) - y)"
    potential = f"eta*{SIZE} - eta**2*y*{RESIDUAL} - 4"
    given = {name: f"lambda t: {name}({AT})" for name in ("u", "v", "e", "s")}
    given |= {"W": f"lambda t: {potential}", "S": "s(p)", "E": "e(p)", "r": "r(p)"}
    facts = d.cite(
        "critical_step_of_vector_factorisation",
        given | {name: name for name in ("y", "eta", "h")},
        next_("u_next", f"u(Phi(t+1, p)) == u({AT}) - eta*{residual}*v({AT})"),
        next_("v_next", f"v(Phi(t+1, p)) == v({AT}) - eta*{residual}*u({AT})"),
        d.generalize(d.use(d["residual"], [AT]), "t"),
        d.generalize(d.combine(f"{SIZE} == sq(u({AT})) + sq(v({AT}))", d.use(d["size"], [AT])), "t"),
        d.generalize(d.combine(f"{potential} == {potential}"), "t"),
        *(d["step"], d["h"], d["h_squared"], start("e"), start("s")),
        *(d.use(d[label], ["p"]) for label in ("r", "r_squared")),
    )
    return d.parts(facts)


def _grows(d: Draft, small: Fact, steep: Fact) -> Fact:
    """|e| does not shrink once |e| < k, if then the factor of e is below −1; `steep` says so for every t."""
    every = _facts(d)[0]

    def from_(close: Fact) -> Fact:
        here = d.parts(d.use(every, ["T+t"]))
        factor = K.replace("t,", "T+t,")
        below = d.use(d.use(steep, ["T+t"]), (), d.use(close, ["t"]))
        a, b = "e(Phi(T+t, p))", "e(Phi(T+t+1, p))"
        squares = d.square(a), d.square(f"{a}*(1 + {factor})")
        larger = d.combine(f"{b}**2 >= {a}**2", here[0], below, *squares, eq_times=[b, f"{a}*{factor}"])
        return d.witness(GROWS, "T", d.generalize(larger, "t"))

    return d.choose(small, "T", from_)


CLOSE = f"k - {RESIDUAL} > 0 and k + {RESIDUAL} > 0"
STEEP = f"-1 - {K} >= 0"


def _past_root(d: Draft, root: Fact, limit: Fact) -> Fact:
    """W stays positive, and −1 − (factor of e) = W + 2 − η²e² where η|e| < 1; beyond the label, see there."""

    def within(label: Fact) -> Fact:
        _, sign, sides = _facts(d)
        positive = d.use(d.part(d.part(d.use(sides, (), label), 1), 0), (), root)
        small_label = d.combine("eta*h < 2", label)
        stays = d.use(d.part(d.use(sign, (), small_label), 1), (), positive)

        def near(found: Fact) -> Fact:
            unit = d.part(found, 1)
            strict = d.contradiction("k > 0", lambda no: d.combine("0 > 0", unit, d["step"], no))

            def steep(close: Fact) -> Fact:
                less = d.combine(f"eta**2*(k**2 - {RESIDUAL}**2) > 0", *d.parts(close), d["step"], degree=4)
                one = d.combine(f"eta**2*{RESIDUAL}**2 < 1", less, unit, eq_times=["eta*k", "1"])
                return d.combine(STEEP, one, d.use(stays, ["t"]))

            everywhere = d.generalize(d.implies(CLOSE, steep), "t")
            return _grows(d, d.use(limit, ["k"], strict), everywhere)

        return d.solve(d["step"], "k", near)

    beyond = d.negated("eta*h <= 1")
    return d.split("eta*h <= 1", within, lambda no: _past_label(d, d.combine(beyond, no), limit))


def _past_label(d: Draft, label: Fact, limit: Fact) -> Fact:
    """s ≥ 2|uᵀv| ≥ 2(|y| − |e|), so that ηs > 2 once e is small."""
    positive = d.contradiction("h > 0", lambda no: d.combine("0 > 0", label, d["step"], no))
    c, eps = "(2*eta + eta**2*(1 + h) + 2*(eta*h - 1))", "2*(eta*h - 1)*k"
    total = d.combine(f"{c} > 0", d["step"], label, d.combine("eta**2*(1 + h) > 0", d["step"], positive, degree=3))

    def near(found: Fact) -> Fact:
        sign, unit = d.parts(found)
        strict = d.contradiction("k > 0", lambda no: d.combine("0 > 0", unit, total, no))
        above = d.combine(f"{eps} > 0", label, strict)
        rest = d.combine("2*eta + eta**2*(1 + h) > 0", d["step"], positive, degree=3)
        small = d.combine(f"{eps} <= 1", unit, d.combine("k*(2*eta + eta**2*(1 + h)) >= 0", rest, sign))
        room = d.combine(f"{eps}*(2*eta + eta**2*(1 + h)) <= 2*(eta*h - 1)", unit, above, label, eq_times=["eta*h - 1"])
        return _grows(d, d.use(limit, [eps], above), _steep_past_label(d, eps, positive, above, small, room))

    return d.solve(total, "k", near)


def _steep_past_label(d: Draft, eps: str, h: Fact, above: Fact, small: Fact, room: Fact) -> Fact:
    """h(−1 − factor) = η(hs − 2y(e+y)) + 2ηye − hη²(e² + ye) + 2h(ηh − 1) ≥ 0, where |e| < ε ≤ 1 and |y| ≤ h."""
    square = d.combine("y**2 <= h**2", d["h_squared"])
    high = d.cite("square_root_is_monotone", {"x": "y", "y": "h"}, square, d["h"])
    low = d.cite("square_root_is_monotone", {"x": "-y", "y": "h"}, square, d["h"])
    every = _facts(d)[0]

    def steep(close: Fact) -> Fact:
        near = d.parts(close)
        size = d.parts(d.part(d.use(every, ["t"]), 4))
        less = d.combine(f"h*{SIZE} - 2*y*({RESIDUAL} + y) >= 0", *size, high, low)
        plus = d.combine(f"({eps})*h + {RESIDUAL}*y >= 0", *near, high, low)
        minus = d.combine(f"({eps})*h - {RESIDUAL}*y >= 0", *near, high, low)
        squares = d.combine(
            f"({eps}) - {RESIDUAL}**2 >= 0", d.combine(f"({eps})**2 > {RESIDUAL}**2", *near), small, above
        )
        scale = d.combine("h*eta**2 > 0", d["step"], h, degree=3)
        facts = less, plus, minus, squares, room, h, d["step"], scale, d["h_squared"]
        goal = f"h*({STEEP.removesuffix(' >= 0')}) >= 0"
        return d.combine(STEEP, d.combine(goal, *facts, eq_times=["eta"]), h, multiplier=[h])

    return d.generalize(d.implies(CLOSE.replace("k ", f"{eps} "), steep), "t")


no_fit_beyond_critical_step = Theorem(
    title="Beyond the critical step almost no start of vector factorisation reaches a minimum",
    statement=Statement(
        NAME,
        "any",
        {
            "Phi": "nat, vector -> vector",
            "g": "vector -> vector",
            "u": "vector -> vector",
            "v": "vector -> vector",
            **dict.fromkeys(("e", "s", "r"), "vector -> scalar"),
            **dict.fromkeys(("y", "eta", "h"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "u_next": "forall(p, vector, u(p - eta*g(p)) == u(p) - eta*(dot(u(p), v(p)) - y)*v(p))",
            "v_next": "forall(p, vector, v(p - eta*g(p)) == v(p) - eta*(dot(u(p), v(p)) - y)*u(p))",
            "residual": "forall(p, vector, e(p) == dot(u(p), v(p)) - y)",
            "size": "forall(p, vector, s(p) == sq(u(p)) + sq(v(p)))",
            "step": "eta > 0",
            "h": "h >= 0",
            "h_squared": "h**2 == y**2",
            "r": "forall(p, vector, r(p) >= 0)",
            "r_squared": "forall(p, vector, r(p)**2 == s(p)**2 - 16*y*e(p))",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, (p - eta*g(p)) in N, 0)))",
            "null_minima": "measure_le(p, dot(u(p), v(p)) == y, 0)",
        },
        f"ae(p, implies({BEYOND}, not {TENDS}))",
    ),
    write=_write,
    source="liang2025gradient",
    witnesses=(("vector_factorisation", {}), ("vector_factorisation", {"width": 1, "y": "-1/2"})),
    conditions=(
        Condition("descent_recurrence", discharges=("u_next", "v_next")),
        Condition("nonsingular_map", discharges=("nonsingular",)),
        Condition("null_zero_set", discharges=("null_minima",)),
    ),
    thresholds=(
        Threshold(
            name="root",
            theorem=NAME,
            symbol="eta",
            conditions=("eta*(S + R) > 8",),
            positive=("eta", "S"),
            nonnegative=("R",),
            tag="sharp",
            failure="almost every start for which the step is below both ends reaches a minimum",
            sharpness_witness="vector_factorisation",
        ),
        Threshold(
            name="label",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND_LABEL,),
            positive=("eta", "h"),
            tag="sharp",
            failure="almost every start for which the step is below both ends reaches a minimum",
            sharpness_witness="vector_factorisation",
        ),
    ),
    by_definition=("start", "recurrence", "residual", "size", "h", "h_squared", "r", "r_squared"),
    example_step="3/(2*sharpness)",
    outcome="from almost every start whose critical step is smaller, the loss does not tend to 0",
    remarks="e = <u,v> - y, s = |u|^2 + |v|^2, h = |y|, all at the start p; in the thresholds S and R are s(p) and"
    " r(p), and either of the two is enough. That the step below both ends makes almost every start converge is stated"
    " with critical_step_of_vector_factorisation.",
)
