"""Past step ½ the residual e of ½(1 − xyzw)² tends to 0 on a bounded orbit only by hitting 0 exactly.

S, Pi and N are the elementary symmetric functions of the squares of the factors, of degrees 3, 2 and 1.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

REST = "(eta**2*(1 - e(t))*Pi(t) + eta**3*e(t)*(1 - e(t))**2*N(t) + eta**4*e(t)**2*(1 - e(t))**3)"
FACTOR = f"(1 - eta*S(t) - e(t)*{REST})"
GROWS = "exists(T, nat, forall(t, nat, e(T+t+1)**2 >= e(T+t)**2))"
SPARE, GAIN = "(2*eta - 1)", "((2*eta - 1)*(6*eta + 1))"
REACH = "(2*eta**2*b**2 + 4*eta**3*b + 8*eta**4)"
PARTS = (f"48*eta**2*{SPARE}", f"2*{REACH}*{GAIN}", f"{GAIN}*{SPARE}")
DELTA = f"{GAIN}*{SPARE}*k"
NEAR = "k - e(t) > 0 and k + e(t) > 0"
SMALL = f"k > 0 and k <= 1 and 48*eta**2*k <= {GAIN} and 2*{REACH}*k <= {SPARE}"
LARGER = "e(t+1)**2 >= e(t)**2"


def _write(d: Draft) -> Fact:
    """Near e = 0 the factor of e is at most −(η + ½), so that |e| does not shrink; then it tends to 0 only from 0."""
    d.local(t="nat", k="scalar", T="nat")

    def grows(level: Fact) -> Fact:
        steps = d.generalize(d.implies(NEAR, lambda near: _larger(d, level, near)), "t")
        tail = d.use(d["limit"], ["k"], d.part(level, 0))

        def from_(close: Fact) -> Fact:
            larger = d.use(steps, ["T + t"], d.use(close, ["t"]))
            return d.witness(GROWS, "T", d.generalize(larger, "t"))

        return d.choose(tail, "T", from_)

    found = d.choose(_level(d), "k", grows)
    return d.cite("no_decay_without_a_zero", {"a": "e"}, d["limit"], found)


def _signs(d: Draft) -> tuple[Fact, Fact, Fact]:
    """η > 0, b ≥ 0 and the reach > 0."""
    eta = d.combine("eta > 0", d["beyond"])
    room = d.combine("b >= 0", d.use(d["bounded"], ["0"]), d.use(d["N_sign"], ["0"]))
    cube = d.combine("eta**3*b >= 0", d.combine("eta**3 > 0", eta, degree=3), room)
    reach = d.combine(f"{REACH} > 0", d.square("eta*b"), cube, d.combine("eta**4 > 0", eta, degree=4))
    return eta, room, reach


def _level(d: Draft) -> Fact:
    """δ = (2η − 1)²(6η + 1)k, where k is the inverse of the sum of three positive numbers: each of them times k ≤ 1."""
    eta, _, reach = _signs(d)
    spare = d.combine(f"{SPARE} > 0", d["beyond"])
    gain = d.combine(f"{GAIN} > 0", spare, d.combine("6*eta + 1 > 0", eta))
    parts = [
        d.combine(f"{PARTS[0]} > 0", spare, d.combine("eta**2 > 0", eta)),
        d.combine(f"{PARTS[1]} > 0", reach, gain),
        d.combine(f"{PARTS[2]} > 0", gain, spare),
    ]
    total = d.combine(f"{' + '.join(PARTS)} > 0", *parts)

    def at(root: Fact) -> Fact:
        unit = d.part(root, 1)
        k = d.contradiction("k > 0", lambda no: d.combine("0 > 0", unit, no, total))
        shares = [d.combine(f"({text})*k > 0", part, k) for text, part in zip(PARTS, parts, strict=True)]
        below = [d.combine(f"({text})*k <= 1", unit, *shares) for text in PARTS]
        level = d.conj(
            shares[2],
            below[2],
            d.combine(f"48*eta**2*({DELTA}) <= {GAIN}", d.combine(f"{GAIN}*(1 - ({PARTS[0]})*k) >= 0", below[0], gain)),
            d.combine(
                f"2*{REACH}*({DELTA}) <= {SPARE}", d.combine(f"{SPARE}*(1 - ({PARTS[1]})*k) >= 0", below[1], spare)
            ),
        )
        return d.witness(f"exists(k, scalar, {SMALL})", DELTA, level)

    return d.solve(total, "k", at)


def _larger(d: Draft, level: Fact, near: Fact) -> Fact:
    """The factor is at most 1 − (2η + 1) + (2η − 1)/2 = −(η + ½) < −1."""
    steep = _steep(d, level, near)
    rest = _rest(d, level, near)
    below = d.combine(f"-1 - {FACTOR} >= 0", steep, rest, d["beyond"])
    squares = d.square(f"e(t)*(1 + {FACTOR})"), d.combine(f"(-1 - {FACTOR})*e(t)**2 >= 0", below, d.square("e(t)"))
    times = ["e(t+1)", f"e(t)*{FACTOR}"]
    return d.combine(LARGER, d.use(d["next"], ["t"]), *squares, eq_times=times, degree=1)


def _steep(d: Draft, level: Fact, near: Fact) -> Fact:
    """ηS ≥ 2η + 1: otherwise 16η²(1 − 3e) ≤ 16η²(1 − e)³ ≤ η²S² < (2η + 1)² = 16η² − (2η − 1)(6η + 1)."""
    eta = _signs(d)[0]
    _, one, gain, _ = d.parts(level)
    below, _ = d.parts(near)
    sharp = d.use(d["S_sign"], ["t"])

    def flat(no: Fact) -> Fact:
        sides = d.combine("eta*S(t) >= 0", eta, sharp)
        squared = d.combine("(eta*S(t))**2 < (2*eta + 1)**2", no, sides)
        cubic = d.combine(
            "eta**2*e(t)**2*(3 - e(t)) >= 0", d.combine("3 - e(t) >= 0", below, one), d.square("eta*e(t)")
        )
        means = d.combine("eta**2*(S(t)**2 - 16*(1 - e(t))**3) >= 0", d.use(d["means"], ["t"]), d.square("eta"))
        less = d.combine("48*eta**2*(k - e(t)) >= 0", below, d.square("eta"))
        return d.combine("0 > 0", squared, cubic, means, less, gain, degree=1)

    return d.contradiction("eta*S(t) >= 2*eta + 1", flat)


def _rest(d: Draft, level: Fact, near: Fact) -> Fact:
    """−e·(the rest) ≤ δ·(the reach) ≤ (2η − 1)/2, since |e| ≤ 1, N ≤ b and Pi ≤ b²."""
    eta = _signs(d)[0]
    _, one, _, cap = d.parts(level)
    below, above = d.parts(near)
    c_low = d.combine("1 - e(t) >= 0", below, one)
    c_high = d.combine("2 - (1 - e(t)) >= 0", above, one)
    pair_low = d.use(d["Pi_sign"], ["t"])
    n_low, n_high = d.use(d["N_sign"], ["t"]), d.use(d["bounded"], ["t"])
    pair_high = d.combine("Pi(t) <= b**2", d.use(d["Pi_bound"], ["t"]), n_low, n_high)
    c, e = "(1 - e(t))", "e(t)"
    first = (
        d.combine(f"{c}*Pi(t) >= 0", c_low, pair_low),
        d.combine(
            f"2*b**2 - {c}*Pi(t) >= 0",
            d.combine(f"{c}*(b**2 - Pi(t)) >= 0", pair_high, c_low),
            d.combine(f"b**2*(2 - {c}) >= 0", c_high, d.square("b")),
        ),
    )
    square = d.combine(f"4 - {c}**2 >= 0", c_low, c_high)
    weight = d.combine(f"{c}**2*N(t) >= 0", d.square(c), n_low)
    heavy = d.combine(
        f"4*b - {c}**2*N(t) >= 0",
        d.combine("4*(b - N(t)) >= 0", n_high),
        d.combine(f"(4 - {c}**2)*N(t) >= 0", square, n_low),
    )
    up, down = d.combine(f"1 - {e} >= 0", below, one), d.combine(f"1 + {e} >= 0", above, one)
    second = (
        d.combine(f"4*b - {e}*{c}**2*N(t) >= 0", heavy, d.combine(f"{c}**2*N(t)*(1 - {e}) >= 0", weight, up)),
        d.combine(f"4*b + {e}*{c}**2*N(t) >= 0", heavy, d.combine(f"{c}**2*N(t)*(1 + {e}) >= 0", weight, down)),
    )
    cube = d.combine(f"{c}**3 >= 0", c_low, d.square(c), degree=2)
    high = d.combine(f"8 - {c}**3 >= 0", d.combine(f"{c}*(4 - {c}**2) >= 0", square, c_low), c_high)
    unit = d.combine(f"1 - {e}**2 >= 0", up, down)
    third = (
        d.combine(f"{e}**2*{c}**3 >= 0", cube, d.square(e)),
        d.combine(f"8 - {e}**2*{c}**3 >= 0", d.combine(f"(1 - {e}**2)*{c}**3 >= 0", unit, cube), high),
    )
    powers = [d.square("eta"), d.combine("eta**3 > 0", eta, degree=3), d.square("eta**2")]

    def scaled(text: str, power: int, fact: Fact) -> Fact:
        return d.combine(f"eta**{power + 2}*({text}) >= 0", fact, powers[power])

    upper = d.combine(
        f"{REACH} - {REST} >= 0",
        scaled(f"2*b**2 - {c}*Pi(t)", 0, first[1]),
        scaled(f"4*b - {e}*{c}**2*N(t)", 1, second[0]),
        scaled(f"8 - {e}**2*{c}**3", 2, third[1]),
        degree=1,
    )
    lower = d.combine(
        f"{REACH} + {REST} >= 0",
        scaled(f"{c}*Pi(t)", 0, first[0]),
        scaled(f"4*b + {e}*{c}**2*N(t)", 1, second[1]),
        scaled(f"{e}**2*{c}**3", 2, third[0]),
        d.square("eta*b"),
        powers[2],
        degree=1,
    )
    products = (
        d.combine(f"(k - e(t))*({REACH} - {REST}) >= 0", below, upper),
        d.combine(f"(k + e(t))*({REACH} + {REST}) >= 0", above, lower),
    )
    return d.combine(f"2*e(t)*{REST} >= -{SPARE}", *products, cap, degree=1)


four_factor_residual_hits_zero = Lemma(
    Statement(
        "four_factor_residual_hits_zero",
        "any",
        {**dict.fromkeys(("e", "S", "Pi", "N"), "nat -> scalar"), "eta": "scalar", "b": "scalar"},
        {
            "next": f"forall(t, nat, e(t+1) == e(t)*{FACTOR})",
            "means": "forall(t, nat, S(t)**2 >= 16*(1 - e(t))**3)",
            "S_sign": "forall(t, nat, S(t) >= 0)",
            "Pi_sign": "forall(t, nat, Pi(t) >= 0)",
            "Pi_bound": "forall(t, nat, Pi(t) <= N(t)**2)",
            "N_sign": "forall(t, nat, N(t) >= 0)",
            "bounded": "forall(t, nat, N(t) <= b)",
            "beyond": "2*eta > 1",
            "limit": "tends(t, e(t))",
        },
        "exists(t, nat, e(t) == 0)",
    ),
    _write,
)
