"""SGD on smooth strongly convex samples: factor max(|1 − ημ|, |1 − ηL|)² per step, plus a multiple of the variance.

Vectors are random vectors here. Let one of n functions f_1, …, f_n on R^d be drawn at each step, uniformly. A random
vector X = (X_1, …, X_n), X_i its value when f_i is drawn, is a point of R^{nd}, and E⟨X, Y⟩ = (X_1·Y_1 + … + X_n·Y_n)/n
is the usual inner product there, up to the unit of length: whatever the kernel proves of inner products in every
dimension holds for it. In this reading

- g(X) = (∇f_1(X_1), …, ∇f_n(X_n)) is the gradient (for that inner product) of f(X) = E f_i(X_i), and f is smooth and
  strongly convex exactly if every f_i is, as f is a sum over separate coordinates;
- C are the vectors that do not depend on the draw, X_1 = … = X_n: the current point and the minimiser x* of E f_i;
- E∇f_i(x*) = 0 says that g(x*) is orthogonal to C, and E‖∇f_i(x*)‖² ≤ σ² that sq(g(x*)) ≤ σ²;
- x − ηg(x), for x in C, is the next point of SGD, and sq(x − ηg(x) − x*) the mean square of its distance from x*.

If the current point is itself random, from the draws of earlier steps, the same holds in the space over all draws, C
being what does not depend on the present one. Probabilities other than 1/n only weigh the inner product.
"""

from proofkit.classes.smooth_strongly_convex import smooth_strongly_convex
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "contraction_of_sgd_with_variance_at_optimum"
BEFORE, AFTER = "sq(x - x_star)", "sq(x - eta*g(x) - x_star)"
ROOM = {"mu": "(2 - eta*(L + mu))", "L": "(eta*(L + mu) - 2)"}  # end of the curvatures → positive where it is the worst
FACTOR = {"mu": "(1 - eta*mu)", "L": "(eta*L - 1)"}
SIMPLE = f"{AFTER} <= (1 - eta*mu)**2*{BEFORE} + 2*eta**2*sigma**2"
SLOPE, JUMP = "dot(g(x) - g(x_star), x - x_star)", "sq(g(x) - g(x_star))"
COERCIVE = f"(L + mu)*{SLOPE} - {JUMP} - mu*L*{BEFORE}"
TIMES = [
    "*".join([f"eta**{i}", f"mu**{j}", f"L**{k}"])
    for i in range(1, 4) for j in range(4) for k in range(4) if i - 1 <= j + k <= i + 1
]  # fmt: skip


def bound(end: str) -> str:
    """Return the bound where one end of the curvatures is the worst, multiplied by the room."""
    return f"{ROOM[end]}*{AFTER} <= {ROOM[end]}*{FACTOR[end]}**2*{BEFORE} + 2*eta**2*{FACTOR[end]}*sigma**2"


def _write(d: Draft) -> Fact:
    d.local(x="vector")
    wide = d.combine("L - mu > 0", d["order"])
    back, there = d.use(d["class"], ["x", "x_star"]), d.use(d["class"], ["x_star", "x"])
    coercive = d.combine(f"{COERCIVE} >= 0", back, there)

    def steps(constant: Fact) -> Fact:
        still = d.use(d["unbiased"], ["x"], constant)
        cases = [_if_room(d, end, wide, coercive, still) for end in ROOM]
        return d.conj(*cases, d.implies("eta*L <= 1", lambda small: _simple(d, cases[0], small)))

    return d.generalize(d.implies("x in C", steps), "x")


def _if_room(d: Draft, end: str, wide: Fact, coercive: Fact, still: Fact) -> Fact:
    return d.implies(f"{ROOM[end]} > 0", lambda room: _end(d, end, room, wide, coercive, still))


def _end(d: Draft, end: str, room: Fact, wide: Fact, coercive: Fact, still: Fact) -> Fact:
    """With r = x − x*, S = g(x*), E = g(x) − S − μr and K = 2 − η(L + μ), where μ is the worst (for L signs turn):

    (L − μ)(K(1 − ημ)²‖r‖² + 2η²(1 − ημ)σ² − K‖x − ηg(x) − x*‖²) = 2η(1 − ημ)K((L + μ)⟨E + μr, r⟩ − ‖E + μr‖² − μL‖r‖²)
        + η‖KE − η(L − μ)S‖² + 2η²(1 − ημ)(L − μ)(σ² − ‖S‖²) + (…)⟨S, r⟩.
    """
    one = d.combine(f"{FACTOR[end]} > 0", room, d.combine("eta*(L - mu) > 0", d["step"], wide))
    weight = d.combine(f"eta*{FACTOR[end]}*{ROOM[end]} > 0", d["step"], one, room, degree=3)
    inner = d.combine(f"eta*{FACTOR[end]}*{ROOM[end]}*({COERCIVE}) >= 0", weight, coercive)
    gap = f"{ROOM[end]}*(g(x) - g(x_star) - {end}*(x - x_star)) - eta*(L - mu)*g(x_star)"
    square = d.combine(f"eta*sq({gap}) >= 0", d["step"], d.norm(gap))
    level = d.combine(f"eta**2*{FACTOR[end]}*(L - mu) > 0", d["step"], one, wide, degree=4)
    rest = d.combine(f"eta**2*{FACTOR[end]}*(L - mu)*(sigma**2 - sq(g(x_star))) >= 0", level, d["variance"])
    return d.combine(bound(end), inner, square, rest, still, wide, degree=1, eq_times=TIMES, multiplier=[wide])


def _simple(d: Draft, short: Fact, small: Fact) -> Fact:
    """For ηL ≤ 1 the room is at least 1 − ημ."""
    one = d.combine("1 - eta*mu > 0", small, d.combine("eta*(L - mu) > 0", d["step"], d["order"]))
    room = d.combine(f"{ROOM['mu']} > 0", small, one)
    spare = d.combine(f"2*eta**2*({ROOM['mu']} - (1 - eta*mu))*sigma**2 >= 0", small, d.square("eta*sigma"))
    return d.combine(SIMPLE, d.use(short, [], room), spare, room, degree=1, multiplier=[room])


contraction_of_sgd_with_variance_at_optimum = Theorem(
    title="Contraction of SGD with bounded variance at the optimum",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "C": "vector -> prop",
            "x_star": "vector",
            **dict.fromkeys(("mu", "L", "eta", "sigma"), "scalar"),
        },
        {
            "class": smooth_strongly_convex.hypothesis(),
            "order": "mu < L",
            "step": "eta > 0",
            "unbiased": "forall(x, vector, implies(x in C, dot(g(x_star), x - x_star) == 0))",
            "variance": "sq(g(x_star)) <= sigma**2",
        },
        "forall(x, vector, implies(x in C, "
        + " and ".join(f"implies({ROOM[end]} > 0, {bound(end)})" for end in ROOM)
        + f" and implies(eta*L <= 1, {SIMPLE})))",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("asymmetric_parabola", {}), ("quadratic", {"eigenvalues": "1, 2, 4"})),
    conditions=(
        Condition("interpolation", "L", "", "everywhere", ("class",)),
        Condition("strongly_convex", "mu", "", "everywhere", ("class",)),
    ),
    formulas={
        "squared_factor": tuple(f"{factor}**2" for factor in FACTOR.values()),
        **{f"squared_factor_{end}": f"{factor}**2" for end, factor in FACTOR.items()},
        **{f"room_{end}": room for end, room in ROOM.items()},
        **{f"noise_times_room_{end}": f"2*eta**2*{factor}" for end, factor in FACTOR.items()},
    },
    thresholds=(
        Threshold(
            name="contraction",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTOR['L']}**2 < 1",),
            positive=("eta", "L"),
            tag="sharp",
            failure="for samples that differ by linear terms only, a step brings the mean square no closer",
            sharpness_witness="asymmetric_parabola",
        ),
    ),
    assumed=("unbiased", "variance"),
    example_step="1/L",
    outcome="a step multiplies the mean square distance to the minimiser by at most max((1-eta*mu)^2, (1-eta*L)^2),"
    " and adds at most a multiple of the variance at the minimiser",
    stated=(
        "Neither the factor nor, beside it, the multiple of sigma^2 can be lowered: two quadratics in the plane, of"
        " curvatures mu and L about axes that are turned by opposite angles, tilted by opposite linear terms, come as"
        " close to the bound as one likes.",
    ),
    remarks="The multiple of sigma^2 is 2*eta^2*(1 - eta*mu)/(2 - eta*(L + mu)) for eta < 2/(L + mu), and"
    " 2*eta^2*(eta*L - 1)/(eta*(L + mu) - 2) beyond. The last clause is at most the usual bound, with factor"
    " 1 - 2*eta*mu*(1 - eta*L) and multiple 2*eta^2 (Moulines and Bach 2011; Needell, Srebro and Ward 2014).",
)
