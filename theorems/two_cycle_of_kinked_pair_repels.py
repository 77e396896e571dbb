"""On the kinked pair every 2-cycle between the two basins repels: no orbit but its own is kept from x* by it."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "two_cycle_of_kinked_pair_repels"
A, B, E = "(1 - eta*L)", "(eta*m - 1)", "(x_dagger - x_star)"
SUM = f"(1 + {A}*{B})"
C, Z = "(1 - s)", f"(1 + {B}*(1 - s))"
PX, PY = f"(x_star + s*{E})", f"(x_star + {Z}*{E})"


def _heights_of(b: str, c: str, z: str) -> tuple[str, str]:
    """The heights at which the cycle exists: one of its points lies outside of the inner basin, the other inside."""
    return f"(L*{z}**2 - m*{b}**2*{c}**2)*D**2 <= 2*h", f"2*h < (L*s**2 - m*{c}**2)*D**2"


LOW, HIGH = _heights_of(B, C, Z)
REPELS = f"{A}*{B} > 1"


def _inside(point: str) -> str:
    """The point lies in the inner basin, where h + (m/2)‖p − x†‖² is below (L/2)‖p − x*‖²."""
    return f"2*h + m*sq({point} - x_dagger) < L*sq({point} - x_star)"


def _step(point: str) -> str:
    return f"({point} - eta*g({point}))"


def _swaps(x: str, y: str) -> str:
    """The step takes x, in the inner basin, to y, outside it, and y to x."""
    return f"{_inside(x)} and not {_inside(y)} and {_step(x)} == {y} and {_step(y)} == {x}"


IMAGE = _step("p")
LEAVES = f"{_inside('p')} and not {_inside(IMAGE)}"
RATE = f"sq({_step(IMAGE)} - {PX}) == ({A}*{B})**2*sq(p - {PX})"


def _conclusion(a: str, b: str, c: str, z: str, x: str, y: str) -> str:
    """A cycle is x and y and its product a·b is above 1; it exists at these heights; and a·b is its rate."""
    heights = " and ".join(_heights_of(b, c, z))
    unique = f"implies({_swaps('r', 't')}, r == {x} and t == {y} and {heights} and {a}*{b} > 1)"
    rate = f"sq({_step(IMAGE)} - {x}) == ({a}*{b})**2*sq(p - {x})"
    return (
        f"forall(r, vector, forall(t, vector, {unique})) and implies({heights}, {_swaps(x, y)})"
        f" and forall(p, vector, implies({LEAVES}, {rate}))"
    )


#: what each symbol stands for, and the conclusion once it has been put in, in order
SHORTER = (
    ("a", A, ("a", B, C, Z, PX, PY)),
    ("B", B, ("a", "B", C, f"(1 + B*{C})", PX, f"(x_star + (1 + B*{C})*{E})")),
    ("c", C, ("a", "B", "c", "(1 + B*c)", PX, f"(x_star + (1 + B*c)*{E})")),
    ("z", "1 + B*c", ("a", "B", "c", "z", PX, f"(x_star + z*{E})")),
    ("x", PX, ("a", "B", "c", "z", "x", f"(x_star + z*{E})")),
    ("y", f"x_star + z*{E}", ("a", "B", "c", "z", "x", "y")),
)


def _write(d: Draft) -> Fact:
    d.local(r="vector", t="vector", p="vector")
    repels = d.implies(f"{LOW} and {HIGH}", lambda both: _repels(d, both))

    def only(cycle: Fact) -> Fact:
        places = _places(d, cycle)
        both = _heights(d, cycle, *places)
        return d.conj(*places, *d.parts(both), d.use(repels, (), both))

    unique = d.generalize(d.implies(_swaps("r", "t"), only), "r", "t")
    there = d.implies(f"{LOW} and {HIGH}", lambda both: _cycle(d, both))
    rate = d.generalize(d.implies(LEAVES, lambda leaves: _rate(d, leaves)), "p")
    found = d.conj(unique, there, rate)
    for symbol, text, names in SHORTER:
        sort = "vector" if symbol in "xy" else "scalar"
        found = d.rewrite_to(_conclusion(*names), d[symbol], symbol, text, found, sort)
    return found


def _flat(d: Draft) -> Fact:
    return d.combine(f"{A} > 0", d["flat"], d["a"])


def _steep(d: Draft) -> Fact:
    return d.combine(f"{B} > 0", d["steep"], d["B"])


def _share(d: Draft) -> Fact:
    """s(1 + AB) = A(1 + B), in η, L and m."""
    return d.rewrite(d["B"], "B", B, d.rewrite(d["a"], "a", A, d["s"], sort="scalar"), sort="scalar")


def _total(d: Draft) -> tuple[Fact, Fact]:
    """1 + AB and its square are positive."""
    total = d.combine(f"{SUM} > 0", _flat(d), _steep(d))
    return total, d.combine(f"{SUM}**2 > 0", total)


# -- where a cycle is, and at which heights ----------------------------------------------------------


def _places(d: Draft, cycle: Fact) -> tuple[Fact, Fact]:
    """x − x* = A(y − x*) and y − x† = −B(x − x†), so (1 + AB)(x − x*) = A(1 + B)(x† − x*)."""
    inside, outside, there, back = d.parts(cycle)
    there = d.rewrite(d.use(d["inner"], ["r"], inside), "g(r)", "m*(r - x_dagger)", there)
    back = d.rewrite(d.use(d["outer"], ["t"], outside), "g(t)", "L*(t - x_star)", back)
    image = d.combine(f"t == x_dagger - {B}*(r - x_dagger)", there)
    joined = d.rewrite(image, "t", f"x_dagger - {B}*(r - x_dagger)", back)
    along = f"({SUM}*(r - x_star) - {A}*(1 + {B})*{E})"
    times = [f"dot({along}, {E})", f"(s*{SUM} - {A}*(1 + {B}))*sq({E})"]
    scaled = d.combine(f"{SUM}*(r - x_star) == {A}*(1 + {B})*{E}", joined)
    scaled = d.combine(f"{SUM}*(r - x_star) == s*{SUM}*{E}", scaled, _share(d), eq_times=times)
    _, square = _total(d)
    place = d.combine(f"r == {PX}", scaled, square, multiplier=[square])
    return place, d.combine(f"t == {PY}", d.rewrite(place, "r", PX, image))


def _heights(d: Draft, cycle: Fact, at_x: Fact, at_y: Fact) -> Fact:
    inside, outside = d.rewrite(at_x, "r", PX, d.part(cycle, 0)), d.rewrite(at_y, "t", PY, d.part(cycle, 1))
    times = [f"L*(1 + {B}*(1 - s))**2", f"m*{B}**2*(1 - s)**2", "L*s**2", "m*(1 - s)**2"]
    return d.conj(*(d.combine(text, fact, d["D"], eq_times=times) for text, fact in ((LOW, outside), (HIGH, inside))))


def _cycle(d: Draft, both: Fact) -> Fact:
    low, high = d.parts(both)
    times = [f"L*(1 + {B}*(1 - s))**2", f"m*{B}**2*(1 - s)**2", "L*s**2", "m*(1 - s)**2"]
    inside = d.combine(_inside(PX), high, d["D"], eq_times=times)
    outside = d.combine(f"L*sq({PY} - x_star) <= 2*h + m*sq({PY} - x_dagger)", low, d["D"], eq_times=times)
    there = _moved(d, PX, PY, d.use(d["inner"], [PX], inside), f"m*({PX} - x_dagger)")
    back = _moved(d, PY, PX, d.use(d["outer"], [PY], outside), f"L*({PY} - x_star)")
    return d.conj(inside, outside, there, back)


def _moved(d: Draft, point: str, image: str, gradient: Fact, value: str) -> Fact:
    """The step takes the point there, the gradient being `value`."""
    times = [f"(s*{SUM} - {A}*(1 + {B}))*sq({E})"]
    written = d.combine(f"{point} - eta*({value}) == {image}", _share(d), eq_times=times)
    return d.rewrite_to(f"{_step(point)} == {image}", gradient, f"g({point})", value, written)


# -- such a cycle repels -----------------------------------------------------------------------------


def _repels(d: Draft, both: Fact) -> Fact:
    """The heights leave room only where mA² > L and B > 2 + A; then AB ≤ 1 would make A² + 2A both > 1 and < 1."""
    high, order = _scaled(d, both)
    eta, curvature = d["step"], d.combine("m > 0", _steep(d), d["step"], multiplier=[d["step"]])
    product = d.combine("m*L > 0", curvature, d["L"])
    twice = d.combine("eta**2*D**2 > 0", d.combine("eta**2 > 0", eta), d["D_positive"], degree=3)
    unit = d.combine("m*L*eta**2*D**2 > 0", product, twice)
    sharp = d.combine(f"m*{A}**2 - L > 0", high, unit, multiplier=[unit])
    apart = d.combine(f"m - {B}**2*L < {A}**2*m - L", order, unit, multiplier=[unit])
    single = d.combine("eta*m*L > 0", product, eta)
    wide = d.combine(f"{B} > 2 + {A}", apart, single, multiplier=[single])
    rise = d.combine(f"{A}**2*(1 + {B}) + {A} > 1", sharp, eta)
    return d.contradiction(REPELS, lambda no: d.combine("0 > 0", no, rise, wide, _flat(d)))


def _scaled(d: Draft, both: Fact) -> tuple[Fact, Fact]:
    """Both heights times (1 + AB)², where s(1 + AB) = A(1 + B)."""
    low, high = d.parts(both)
    _, square = _total(d)
    rest = d.combine(f"{SUM}*(1 - s) == eta*L", _share(d))
    far = d.combine(f"{SUM}*(1 + {B}*(1 - s)) == eta*m", rest, eq_times=[B])
    times = [
        f"L*D**2*(s*{SUM} + {A}*(1 + {B}))",
        f"m*D**2*({SUM}*(1 - s) + eta*L)",
        f"L*D**2*({SUM}*(1 + {B}*(1 - s)) + eta*m)",
        f"m*{B}**2*D**2*({SUM}*(1 - s) + eta*L)",
    ]
    above = f"(L*{A}**2*(eta*m)**2 - m*(eta*L)**2)*D**2"
    below = f"(L*(eta*m)**2 - m*{B}**2*(eta*L)**2)*D**2"
    most = d.combine(f"{above} > 2*h*{SUM}**2", high, square, _share(d), rest, eq_times=times)
    least = d.combine(f"{below} <= 2*h*{SUM}**2", low, square, rest, far, eq_times=times)
    return d.combine(f"{above} > 0", most, d["h"], square), d.combine(f"{below} < {above}", most, least)


def _rate(d: Draft, leaves: Fact) -> Fact:
    """Two steps multiply p − x by −AB where p is in the inner basin and its image outside it."""
    inner = d.use(d["inner"], ["p"], d.part(leaves, 0))
    moved = "(p - eta*(m*(p - x_dagger)))"
    outside = d.rewrite(inner, "g(p)", "m*(p - x_dagger)", d.part(leaves, 1))
    outer = d.use(d["outer"], [moved], outside)
    goal = f"sq({{}} - {PX}) == ({A}*{B})**2*sq(p - {PX})"
    times = [f"{A}*{B}*dot(p - {PX}, {E})", f"(s*{SUM} - {A}*(1 + {B}))*sq({E})"]
    written = d.combine(goal.format(f"({moved} - eta*(L*({moved} - x_star)))"), _share(d), eq_times=times)
    second = d.rewrite_to(goal.format(_step(moved)), outer, f"g({moved})", f"L*({moved} - x_star)", written)
    return d.rewrite_to(RATE, inner, "g(p)", "m*(p - x_dagger)", second)


two_cycle_of_kinked_pair_repels = Theorem(
    title="On the kinked pair a 2-cycle between the basins repels",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "x_star": "vector",
            "x_dagger": "vector",
            "x": "vector",
            "y": "vector",
            **dict.fromkeys(("L", "m", "eta", "h", "D", "a", "B", "s", "c", "z"), "scalar"),
        },
        {
            "inner": f"forall(p, vector, implies({_inside('p')}, g(p) == m*(p - x_dagger)))",
            "outer": f"forall(p, vector, implies(not {_inside('p')}, g(p) == L*(p - x_star)))",
            "L": "L > 0",
            "step": "eta > 0",
            "a": f"a == {A}",
            "flat": "a > 0",
            "B": f"B == {B}",
            "steep": "B > 0",
            "h": "h >= 0",
            "D_positive": "D > 0",
            "D": f"D**2 == sq({E})",
            "s": "s*(1 + a*B) == a*(1 + B)",
            "c": "c == 1 - s",
            "z": "z == 1 + B*c",
            "x": f"x == x_star + s*{E}",
            "y": f"y == x_star + z*{E}",
        },
        _conclusion(*SHORTER[-1][2]),
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}),),
    conditions=(Condition("kinked_parabolas", discharges=("inner", "outer")),),
    formulas={"x": "s*D", "y": "z*D", "multiplier": "-a*B"},
    thresholds=(
        Threshold(
            name="cycle",
            theorem=NAME,
            symbol="h",
            conditions=_heights_of("B", "c", "z"),
            positive=("h", "D", "L", "m"),
            tag="sharp",
            failure="the points x and y do not lie in the two basins that the cycle needs",
            sharpness_witness="kinked_pair",
        ),
    ),
    by_definition=("a", "B", "D", "s", "c", "z", "x", "y"),
    example_step="1/(2*L)",
    outcome="a 2-cycle between the two basins, if there is one, repels: only starts that hit it stay on it",
    remarks="x and y are the cycle, and two steps multiply distances to it by a*B. So the kinked pair cannot show that"
    " no-return is sharp, as the shifted pair does (two_cycle_when_no_return_fails).",
)
