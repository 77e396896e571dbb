"""Repeating a sample k times with step η/k changes the noise per block, and the stationary variance, only to O(ηL)."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold

NAME = "repeat_k_keeps_the_noise"
SMALL = "eta*L <= 1"
NOISE_LOW, NOISE_HIGH = "1 - x", "1 - x + 7*x**2/12"
VARIANCE_LOW, VARIANCE_HIGH = "1 - x/2 - x*eta*L/2", "1 - x/2 + x**2/6"


Y, D = "eta*L", "(1 - q)"
LOW, HIGH = "(1 - x/2)", "(1 - x/2 + x**2/6)"


def _write(d: Draft) -> Fact:
    """(1 − x/2)ηL ≤ 1 − q ≤ (1 − x/2 + x²/6)ηL, by the first terms of (1 − ηL/k)ᵏ; all else follows from that."""
    load = d.combine(f"{Y} > 0", d["step"], d["L"])
    x, less, below, above = _distance(d, load)
    return d.conj(*_noise(d, load, x, less, below, above), *_variance(d, load, x, less, below, above))


def _distance(d: Draft, load: Fact) -> tuple[Fact, Fact, Fact, Fact]:
    """0 ≤ x ≤ ηL, and both bounds on 1 − q."""
    positive = d.combine("k > 0", d["k"])
    u = d.combine("1 - a >= 0", d["a"], load, positive, multiplier=[positive])
    small = d.combine("1 - a <= 1", d["a"], d["small"], d["k"], positive, multiplier=[positive])
    facts = d["P_0"], d["P_next"], u, small
    bounds = d.use(d.cite("powers_of_one_minus", {"P": "P", "u": "1 - a"}, *facts), ["k"])
    _, second, third = d.parts(bounds)
    share = d.combine("x == (k - 1)*(1 - a)", d["x"], d["a"], positive, multiplier=[positive], eq_times=["k"])
    x = d.combine("x >= 0", share, d.combine("(k - 1)*(1 - a) >= 0", u, d["k"]))
    less = d.combine(f"x <= {Y}", share, d["a"], u)
    times = ["k", "k*a", "1 - a", "k*(1 - a)", "x", f"{Y}*x", "k*(1 - a)*x", "k*(1 - a)**2", Y]
    product = d.combine(f"k*(k - 1)*(1 - a)**2 == {Y}*x", share, d["a"], eq_times=times)
    below = d.combine(f"{D} >= {LOW}*{Y}", second, d["q"], d["a"], product)
    triple = d.combine(f"k*(k - 1)*(k - 2)*(1 - a)**3 == {Y}*x*(x - (1 - a))", *(product, share), eq_times=[
        "(k - 2)*(1 - a)", f"{Y}*x"])  # fmt: skip
    rest = d.combine(f"{Y}*x*(1 - a) >= 0", d.combine(f"{Y}*x >= 0", load, x), u)
    return x, less, below, d.combine(f"{D} <= {HIGH}*{Y}", third, d["q"], d["a"], product, triple, rest)


def _noise(d: Draft, load: Fact, x: Fact, less: Fact, below: Fact, above: Fact) -> list[Fact]:
    """N(ηL)² = (1 − q)², between (1 − x/2)²(ηL)² and (1 − x/2 + x²/6)²(ηL)²."""
    s, square = d.combine("s**2 > 0", d["s"]), d.combine(f"({Y})**2 > 0", load)
    ratio = d.combine(f"N*({Y})**2 == {D}**2", d["N"], s, multiplier=[s])
    one = d.combine("x <= 1", less, d["small"])
    sign = d.combine(f"{LOW}*{Y} >= 0", d.combine(f"{LOW} >= 0", one), load)
    low = d.combine(f"N*({Y})**2 >= ({LOW}*{Y})**2", ratio, below, sign)
    high = d.combine(f"N*({Y})**2 <= ({HIGH}*{Y})**2", ratio, above, below, sign)
    lower = d.combine(f"N >= {LOW}**2", low, square, multiplier=[square])
    upper = d.combine(f"N <= {HIGH}**2", high, square, multiplier=[square])
    cubes = d.combine("x**3*(6 - x) >= 0", d.combine("x**3 >= 0", x, degree=3), one)
    return [
        d.combine(f"N >= {NOISE_LOW}", lower, d.square("x")),
        d.combine(f"N <= {NOISE_HIGH}", upper, cubes),
    ]


def _variance(d: Draft, load: Fact, x: Fact, less: Fact, below: Fact, above: Fact) -> list[Fact]:
    """S·ηL(1 + q) = (1 − q)(2 − ηL)."""
    s = d.combine("s**2 > 0", d["s"])
    times = ["U_1*(2 - eta*L)", f"(1 + q)*(2 - {Y})", f"2 - {Y}", "S*(1 + q)"]
    ratio = d.combine(f"S*({Y}*(1 + q)) == {D}*(2 - {Y})", d["S"], d["U_1"], d["U"], s, multiplier=[s], eq_times=times)
    one = d.combine("x <= 1", less, d["small"])
    gain = d.combine(f"1 - {HIGH} >= 0", d.combine("x*(3 - x) >= 0", x, one))
    sign = d.combine(f"{D} >= 0", below, d.combine(f"{LOW}*{Y} >= 0", d.combine(f"{LOW} >= 0", one), load))
    short = d.combine(f"{D} <= {Y}", above, d.combine(f"(1 - {HIGH})*{Y} >= 0", gain, load))
    whole = d.combine("1 + q > 0", short, d["small"])
    divisor = d.combine(f"{Y}*(1 + q) > 0", load, whole)
    more = d.combine(f"{D}*{Y}*(1 - {HIGH}) >= 0", d.combine(f"{D}*{Y} >= 0", sign, load), gain)
    upper = d.combine(f"S <= {HIGH}", ratio, above, more, divisor, multiplier=[divisor])
    slope = d.combine(f"2 - {Y} + ({VARIANCE_LOW})*{Y} >= 0", d["small"], load, x, one, degree=4)
    product = d.combine(f"({D} - {LOW}*{Y})*(2 - {Y} + ({VARIANCE_LOW})*{Y}) >= 0", below, slope)
    rest = d.combine(f"1 - {LOW}*(1 + {Y})/2 >= 0", d["small"], load, x, one)
    room = d.combine(f"({Y})**2*x*(1 - {LOW}*(1 + {Y})/2) >= 0", d.combine(f"({Y})**2*x >= 0", d.square(Y), x), rest)
    lower = d.combine(f"S >= {VARIANCE_LOW}", ratio, product, room, divisor, multiplier=[divisor])
    return [lower, upper]


repeat_k_keeps_the_noise = Theorem(
    title="SGD that repeats each sample keeps its noise",
    statement=Statement(
        NAME,
        "any",
        {
            "k": "nat",
            **dict.fromkeys(("L", "eta", "s", "a", "q", "x", "N", "U", "U_1", "S"), "scalar"),
            "P": "nat -> scalar",
        },
        {
            "k": "k >= 1",
            "L": "L > 0",
            "step": "eta > 0",
            "s": "s > 0",
            "small": SMALL,
            "a": "a*(k) == k - eta*L",
            "P_0": "P(0) == 1",
            "P_next": "forall(t, nat, P(t+1) == a*P(t))",
            "q": "q == P(k)",
            "x": "x*(k) == (k - 1)*eta*L",
            "N": "N*(eta**2*L**2*s**2) == (1 - q)**2*s**2",
            "U": "U*(1 + q) == (1 - q)*s**2",
            "U_1": "U_1*(2 - eta*L) == eta*L*s**2",
            "S": "S*(U_1) == U",
        },
        f"{NOISE_LOW} <= N and N <= {NOISE_HIGH} and {VARIANCE_LOW} <= S and S <= {VARIANCE_HIGH}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("sampled_quadratic", {}),),
    formulas={
        "inner_factor": "a",
        "noise_ratio": "N",
        "noise_low": NOISE_LOW,
        "noise_high": NOISE_HIGH,
        "variance_ratio": "S",
        "variance_low": VARIANCE_LOW,
        "variance_high": VARIANCE_HIGH,
    },
    thresholds=(
        Threshold(
            name="small_step",
            theorem=NAME,
            symbol="eta",
            conditions=(SMALL,),
            positive=("eta", "L"),
            tag="sufficient",
            failure="the bounds on the two ratios are not claimed",
        ),
    ),
    by_definition=("a", "P_0", "P_next", "q", "x", "N", "U", "U_1", "S"),
    example_step="1/(2*L)",
    outcome="a block of k steps with one sample has the noise of one SGD step up to the factor N, and the stationary"
    " variance of SGD up to the factor S",
    remarks="x = (1 - 1/k)*eta*L, so to first order N = 1 - (1 - 1/k)*eta*L and S = 1 - (k - 1)*eta*L/(2k). N is the"
    " ratio of (1 - q)^2*s^2 to eta^2*L^2*s^2, S that of the stationary variances U (repeat_k_sgd) and U_1 (k = 1).",
)
