"""At the minima of ½(1 − xyzw)² the sharpness is (yzw)² + (xzw)² + (xyw)² + (xyz)² ≥ 4."""

from itertools import combinations

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold
from theorems._four_factor import NAMES, others, sharpness

NAME = "sharpness_of_four_factor"
DIRECTION = ("a", "b", "c", "d")
MOVED = "*".join(f"({name} + h*{along})" for name, along in zip(NAMES, DIRECTION, strict=True))
SLOPE = "(" + " + ".join(f"{along}*{others(name, '')}" for name, along in zip(NAMES, DIRECTION, strict=True)) + ")"


def _higher(order: int) -> str:
    """The text of what is multiplied by h^order in ∏(x_i + h·a_i)."""
    along = dict(zip(NAMES, DIRECTION, strict=True))
    chosen = [set(which) for which in combinations(NAMES, order)]
    return "(" + " + ".join("*".join(along[n] if n in which else n for n in NAMES) for which in chosen) + ")"


LOSS = f"(1 - {MOVED})**2 == h**2*({SLOPE} + h*({_higher(2)} + h*({_higher(3)} + h*a*b*c*d)))**2"
LENGTH = "(" + " + ".join(f"{along}**2" for along in DIRECTION) + ")"
STEEPEST = f"{SLOPE}**2 <= S*{LENGTH}"
PRODUCTS = [others(name, "") for name in NAMES]
ATTAINED = f"{' + '.join(f'{p}*{p}' for p in PRODUCTS)} == S"
BALANCED = f"implies({' and '.join(f'{name}**2 == 1' for name in NAMES)}, S == 4)"
UNSTABLE = "implies(2*eta > 1, eta*S > 2)"


def _write(d: Draft) -> Fact:
    d.local(**dict.fromkeys((*DIRECTION, "h"), "scalar"))
    along = d.generalize(d.conj(d.generalize(_loss(d), "h"), _steepest(d)), *DIRECTION)
    bound = _bound(d)
    unstable = d.implies("2*eta > 1", lambda step: d.combine("eta*S > 2", step, bound, d.combine("eta > 0", step)))
    return d.conj(along, d.combine(ATTAINED, d["S"]), bound, _balanced(d), unstable)


def _loss(d: Draft) -> Fact:
    """∏(x_i + h·a_i) = 1 + h·(slope) + …, multiplied out; the residual is what comes after the 1."""
    change = LOSS.partition(" == ")[2].removeprefix("h**2*").removesuffix("**2")
    residual = d.combine(f"1 - {MOVED} == -h*{change}", d["minimum"])
    return d.combine(LOSS, residual, eq_times=[f"1 - {MOVED}", f"h*{change}"])


def _steepest(d: Draft) -> Fact:
    """Lagrange's identity: the difference is the sum of (p_i·a_j − p_j·a_i)² over pairs."""
    pairs = combinations(zip(PRODUCTS, DIRECTION, strict=True), 2)
    squares = [d.square(f"{p}*{b} - {q}*{a}") for (p, a), (q, b) in pairs]
    return d.combine(STEEPEST, d["S"], *squares, eq_times=[f"{along}**2" for along in DIRECTION], degree=1)


def _bound(d: Draft) -> Fact:
    """S² ≥ 16·∏p_i, two pairs of squares at a time, and ∏p_i = (xyzw)³ = 1."""
    p, q, r, s = (f"({product})" for product in PRODUCTS)
    first, second = f"({p}**2 + {q}**2)", f"({r}**2 + {s}**2)"
    squares = d.square(f"{first} - {second}"), d.square(f"{p}*{r} - {q}*{s}"), d.square(f"{p}*{s} - {q}*{r}")
    plain = d.combine(f"({first} + {second})**2 >= 16*{p}*{q}*{r}*{s}", *squares, degree=1)
    product = "*".join(NAMES)
    one = d.combine(f"{p}*{q}*{r}*{s} == 1", d["minimum"], eq_times=[f"({product})**2", product])
    total = f"({sharpness('')})"
    at_least = d.rewrite_to("S**2 >= 16", d["S"], "S", total, d.combine(f"{total}**2 >= 16", plain, one), "scalar")
    sign = d.combine("S >= 0", d["S"], *(d.square(text) for text in PRODUCTS), degree=1)
    return d.contradiction("S >= 4", lambda no: d.combine("0 > 0", no, at_least, sign))


def _balanced(d: Draft) -> Fact:
    def equal(ones: Fact) -> Fact:
        x, y, z, w = d.parts(ones)
        squares = {"x": x, "y": y, "z": z, "w": w}
        terms = []
        for name in NAMES:
            one, two, three = (other for other in NAMES if other != name)
            pair = d.combine(f"({one}*{two})**2 == 1", squares[one], squares[two], eq_times=[f"{two}**2"])
            terms.append(d.combine(f"({one}*{two}*{three})**2 == 1", pair, squares[three], eq_times=[f"{three}**2"]))
        return d.combine("S == 4", d["S"], *terms)

    return d.implies(BALANCED.removeprefix("implies(").rpartition(", ")[0], equal)


sharpness_of_four_factor = Theorem(
    title="Sharpness of the minima of a product of four factors",
    statement=Statement(
        NAME,
        "any",
        dict.fromkeys((*NAMES, "S", "eta"), "scalar"),
        {"minimum": f"{'*'.join(NAMES)} == 1", "S": f"S == {sharpness('')}"},
        f"forall(a, scalar, forall(b, scalar, forall(c, scalar, forall(d, scalar, forall(h, scalar, {LOSS})"
        f" and {STEEPEST})))) and {ATTAINED} and S >= 4 and {BALANCED} and {UNSTABLE}",
    ),
    write=_write,
    source="zhu2023understanding",
    witnesses=(("four_factor", {}), ("four_factor", {"tilt": 2})),
    conditions=(Condition("product_loss", "sigma", "x_star", "everywhere", ("minimum",)),),
    formulas={"sharpness": "S"},
    thresholds=(
        Threshold(
            name="unstable",
            theorem=NAME,
            symbol="eta",
            conditions=("2*eta > 1",),
            positive=("eta",),
            tag="sharp",
            failure="the balanced minimum (1, 1, 1, 1) is stable: its sharpness is 4",
            sharpness_witness="four_factor",
        ),
    ),
    by_definition=("S",),
    example_step="3/5",
    outcome="every minimum is sharper than 2/eta, so none is stable",
    remarks="Moved from the minimum by h*(a, b, c, d) the loss is h^2*(D + ...)^2/2, so D^2 is its second"
    " derivative along (a, b, c, d): at most S times the squared length, and S itself along (y*z*w, x*z*w, x*y*w,"
    " x*y*z). What"
    " the descent does past the threshold: no_stable_minimum_of_four_factor; for any depth:"
    " sharpness_of_deep_factorisation.",
)
