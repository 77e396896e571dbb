"""The inner basin of the kinked pair is a ball, and keeps away from x* exactly if the well is steep or high enough."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold

NAME = "apollonius_ball_of_kinked_pair"
CENTER = "(x_star + s*(x_dagger - x_star))"
BASIN, BALL = "2*h + m*sq(p - x_dagger) < L*sq(p - x_star)", f"sq(p - {CENTER}) < radius**2"
HIGH = "2*h > (4*L - m)*D**2"
APART = f"iff(R < D, m > 2*L and {HIGH})"
STEEP = "implies(R < D, m > 3*L) and implies(m >= 4*L, R < D)"


def _write(d: Draft) -> Fact:
    d.local(p="vector")
    within = d.generalize(d.implies(BASIN, lambda inside: _within(d, inside)), "p")
    both_ways = d.implies(BASIN, lambda found: _inside(d, found)), d.implies(BALL, lambda at: _below(d, at))
    ball = d.generalize(d.conj(*both_ways), "p")
    there = d.implies("R < D", lambda apart: _apart(d, apart))
    back = d.implies(f"m > 2*L and {HIGH}", lambda both: _close(d, both))

    def steep(apart: Fact) -> Fact:
        return d.contradiction("m > 3*L", lambda no: _too_flat(d, d.part(_apart(d, apart), 1), no))

    def enough(steep: Fact) -> Fact:
        square = d.combine("(m - 4*L)*D**2 >= 0", steep, d["D"], degree=3)
        return _close(d, d.conj(d.combine("m > 2*L", steep, d["L"]), d.combine(HIGH, square, d["h"])))

    return d.conj(ball, within, d.conj(there, back), d.implies("R < D", steep), d.implies("m >= 4*L", enough))


def _ratio(d: Draft) -> Fact:
    return d.combine("s*(m - L) == m", d["s"], d["inverse"], eq_times=["m - L", "m"])


def _square(d: Draft) -> Fact:
    times = ["(m - L)**2", "m*L*D**2*(w*(m - L) + 1)", "2*h*(m - L)"]
    return d.combine(
        "radius**2*(m - L)**2 == m*L*D**2 - 2*h*(m - L)", d["radius_squared"], d["inverse"], eq_times=times
    )


def _too_flat(d: Draft, high: Fact, no: Fact) -> Fact:
    """2h < LD² and m ≤ 3L leave no room for 2h > (4L − m)D²."""
    return d.combine("0 > 0", high, d["inside"], d.combine("(3*L - m)*D**2 >= 0", no, d["D"], degree=3))


def _same(d: Draft) -> Fact:
    """(m − L)(2h + m‖p − x†‖² − L‖p − x*‖²) = (m − L)²(‖p − c‖² − ϱ²)."""
    left, right = "(2*h + m*sq(p - x_dagger) - L*sq(p - x_star))", f"(sq(p - {CENTER}) - radius**2)"
    across, along = "(m - L)*dot(p - x_star, x_dagger - x_star)", "(s*(m - L) + m)*sq(x_dagger - x_star)"
    times = [across, along, "m*(m - L)", "m**2", "m*L"]
    facts = _ratio(d), d["D_squared"], _square(d)
    return d.combine(f"(m - L)*{left} == (m - L)**2*{right}", *facts, eq_times=times)


def _inside(d: Draft, found: Fact) -> Fact:
    gap = d.combine("m - L > 0", d["order"])
    square = d.combine("(m - L)**2 > 0", gap)
    return d.combine(BALL, found, _same(d), gap, square, multiplier=[square])


def _below(d: Draft, at: Fact) -> Fact:
    gap = d.combine("m - L > 0", d["order"])
    square = d.combine("(m - L)**2 > 0", gap)
    return d.combine(BASIN, at, _same(d), square, gap, multiplier=[gap])


def _offset(d: Draft) -> tuple[Fact, Fact]:
    """‖c − x†‖ = (s − 1)D, and (s − 1)(m − L) = L."""
    gap = d.combine("m - L > 0", d["order"])
    sign = d.combine("s - 1 > 0", _ratio(d), d["L"], gap, multiplier=[gap])
    return gap, sign


def _within(d: Draft, inside: Fact) -> Fact:
    """‖p − x†‖ ≤ ϱ + (s − 1)D = R."""
    _, sign = _offset(d)
    near = d.combine(f"sq(p - {CENTER}) <= radius**2", _inside(d, inside))
    apart = d.combine(f"sq({CENTER} - x_dagger) <= ((s - 1)*D)**2", d["D_squared"], eq_times=["(s - 1)**2"])
    given = {"u": f"p - {CENTER}", "v": f"{CENTER} - x_dagger", "a": "radius", "b": "(s - 1)*D"}
    whole = d.cite("triangle_inequality", given, near, apart, d["radius"], d.combine("(s - 1)*D >= 0", sign, d["D"]))
    return d.combine("sq(p - x_dagger) <= R**2", whole, d["R"], eq_times=["R", "radius", "(s - 1)*D"])


def _apart(d: Draft, apart: Fact) -> Fact:
    """R < D says (m − L)ϱ < (m − 2L)D; squared, 2h > (4L − m)D²."""
    gap, _ = _offset(d)
    short = d.combine("(m - L)*radius < (m - 2*L)*D", apart, d["R"], _ratio(d), gap, eq_times=["m - L", "D"])
    size = d.combine("(m - L)*radius >= 0", gap, d["radius"])
    steep = d.contradiction("m > 2*L", lambda no: d.combine("0 > 0", short, size, no, d["D"]))
    square = d.combine("((m - L)*radius)**2 < ((m - 2*L)*D)**2", short, size)
    return d.conj(steep, d.combine(HIGH, square, _square(d), gap, multiplier=[gap]))


def _close(d: Draft, both: Fact) -> Fact:
    gap, _ = _offset(d)
    steep, high = d.parts(both)
    square = d.combine("((m - L)*radius)**2 < ((m - 2*L)*D)**2", high, _square(d), gap)
    room = d.combine("(m - 2*L)*D >= 0", steep, d["D"])
    size = d.combine("(m - L)*radius >= 0", gap, d["radius"])
    short = d.contradiction("(m - L)*radius < (m - 2*L)*D", lambda no: d.combine("0 > 0", square, no, room, size))
    return d.combine("R < D", short, d["R"], _ratio(d), gap, eq_times=["m - L", "D"], multiplier=[gap])


apollonius_ball_of_kinked_pair = Theorem(
    title="The inner basin of the kinked pair is an Apollonius ball, and when it keeps away from x*",
    statement=Statement(
        NAME,
        "any",
        {
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("L", "m", "D", "h", "w", "s", "radius", "R"), "scalar"),
        },
        {
            "L": "L > 0",
            "order": "m > L",
            "D": "D > 0",
            "h": "h > 0",
            "inside": "2*h < L*D**2",
            "D_squared": "D**2 == sq(x_dagger - x_star)",
            "inverse": "w*(m - L) == 1",
            "s": "s == m*w",
            "radius": "radius >= 0",
            "radius_squared": "radius**2 == m*L*D**2*w**2 - 2*h*w",
            "R": "R == radius + (s - 1)*D",
        },
        f"forall(p, vector, iff({BASIN}, {BALL})) and forall(p, vector, implies({BASIN}, sq(p - x_dagger) <= R**2))"
        f" and {APART} and {STEEP}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}),),
    formulas={"offset": "s*D", "squared_radius": "radius**2", "reach": "R"},
    thresholds=(
        Threshold(
            name="apart",
            theorem=NAME,
            symbol="h",
            conditions=(HIGH,),
            positive=("h", "L", "m", "D"),
            tag="sharp",
            failure="the inner basin reaches as far from x_dagger as x_star is",
            sharpness_witness="kinked_pair",
        ),
    ),
    by_definition=("D_squared", "inverse", "s", "radius", "radius_squared", "R"),
    outcome="the inner basin is the ball of that radius about the centre, within R of x_dagger",
    remarks="The inner basin is where h + (m/2)|x - x_dagger|^2 is below (L/2)|x - x_star|^2; its centre is x_star +"
    " m*(x_dagger - x_star)/(m - L), and R = L*D/(m - L) + radius. By 2h < L*D^2 x_dagger lies in it.",
)
