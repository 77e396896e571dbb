"""A gradient step contracts the distance of any two points by max(|1 − ημ|, |1 − ηL|) on smooth strongly convex f."""

from proofkit.classes.smooth_strongly_convex import smooth_strongly_convex
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "contraction_of_smooth_strongly_convex"
FACTORS = ("(1 - eta*mu)**2", "(1 - eta*L)**2")
SLOPE, GAP, JUMP = "dot(g(p) - g(r), p - r)", "sq(p - r)", "sq(g(p) - g(r))"
COCOERCIVE = f"(L + mu)*{SLOPE} >= mu*L*{GAP} + {JUMP}"
CONTRACTS = f"sq(p - eta*g(p) - (r - eta*g(r))) <= K*{GAP}"
ORBITS = "sq(Phi({0}, p) - Phi({0}, r))"
RATE = f"forall(t, nat, {ORBITS.format('t')} <= P(t)*{GAP})"
TENDS = f"implies(K < 1, tends(t, {ORBITS.format('t')}))"
BEST = "(L - mu)**2 <= (1 - s*mu)**2*(L + mu)**2 or (L - mu)**2 <= (1 - s*L)**2*(L + mu)**2"
AT_BEST = "(1 - s*mu)**2*(L + mu)**2 == (L - mu)**2 and (1 - s*L)**2*(L + mu)**2 == (L - mu)**2"


def _write(d: Draft) -> Fact:
    d.local(p="vector", r="vector", t="nat", s="scalar")
    coercive = _cocoercive(d)
    step = d.generalize(_step(d, coercive), "p", "r")
    orbits = d.generalize(_orbits(d, step), "p", "r")
    return d.conj(d.generalize(coercive, "p", "r"), step, orbits, *_best(d))


def _cocoercive(d: Draft) -> Fact:
    """The sum of the interpolation inequalities at (p, r) and at (r, p)."""
    return d.combine(COCOERCIVE, d.use(d["class"], ["p", "r"]), d.use(d["class"], ["r", "p"]))


def _step(d: Draft, coercive: Fact) -> Fact:
    """η² times cocoercivity, and ⟨Δg, Δx⟩ ≥ μ‖Δx‖² for η(μ+L) ≤ 2, ⟨Δg, Δx⟩ ≤ L‖Δx‖² beyond."""
    wide = d.combine("L - mu > 0", d["order"])
    low, high = d.norm("g(p) - g(r) - mu*(p - r)"), d.norm("g(p) - g(r) - L*(p - r)")
    least = d.combine(f"{SLOPE} >= mu*{GAP}", coercive, low, wide, multiplier=[wide])
    most = d.combine(f"{SLOPE} <= L*{GAP}", coercive, high, wide, multiplier=[wide])
    scaled = d.combine(f"eta**2*((L + mu)*{SLOPE} - mu*L*{GAP} - {JUMP}) >= 0", coercive, d.square("eta"))
    norm = d.norm("p - r")

    def short(small: Fact) -> Fact:
        weighed = d.combine(f"eta*(2 - eta*(mu + L))*({SLOPE} - mu*{GAP}) >= 0", least, small, d["step"], degree=3)
        return d.combine(CONTRACTS, scaled, weighed, d["K_mu"], norm)

    def long(large: Fact) -> Fact:
        weighed = d.combine(f"eta*(eta*(mu + L) - 2)*(L*{GAP} - {SLOPE}) >= 0", most, large, d["step"], degree=3)
        return d.combine(CONTRACTS, scaled, weighed, d["K_L"], norm)

    return d.split("eta*(mu + L) <= 2", short, long)


def _orbits(d: Draft, step: Fact) -> Fact:
    """n steps by induction, the power K^n written P(n)."""
    moved = d.use(step, ["Phi(t, p)", "Phi(t, r)"])
    image = "Phi(t, {0}) - eta*g(Phi(t, {0}))"
    for goal, point in ((f"Phi(t+1, p) - ({image.format('r')})", "p"), ("Phi(t+1, p) - Phi(t+1, r)", "r")):
        equation = d.use(d["recurrence"], ["t", point])
        wanted = f"sq({goal}) <= K*{ORBITS.format('t')}"
        moved = d.rewrite_to(wanted, equation, f"Phi(t+1, {point})", image.format(point), moved)
    shrinks = d.generalize(moved, "t")
    ratio = d.combine("K >= 0", d["K_mu"], d.square("1 - eta*mu"))
    given = {"a": f"lambda t: {ORBITS.format('t')}", "r": "P", "q": "K"}
    bound = d.cite("geometric_bound", given, d["P_0"], d["P_next"], ratio, shrinks)
    for point in ("p", "r"):
        bound = d.rewrite(d.use(d["start"], [point]), f"Phi(0, {point})", point, bound)
    norm = d.generalize(d.norm("Phi(t, p) - Phi(t, r)"), "t")
    sequence = {"a": f"lambda t: {ORBITS.format('t')}", "k": "K"}
    tends = d.implies("K < 1", lambda less: d.cite("tends_of_contraction", sequence, norm, shrinks, less))
    return d.conj(bound, tends)


def _best(d: Draft) -> tuple[Fact, Fact]:
    """At s = 2/(μ+L) both factors are (L−μ)²/(L+μ)²; elsewhere one of them is at least that."""

    def short(small: Fact) -> Fact:
        root = d.combine("(L + mu)*(1 - s*mu) >= L - mu", small, d["mu"])
        wide = d.combine("L - mu >= 0", d["order"])
        return d.either(BEST, d.combine(BEST.split(" or ")[0], root, wide))

    def long(large: Fact) -> Fact:
        steep = d.combine("L > 0", d["order"], d["mu"])
        root = d.combine("(L + mu)*(s*L - 1) >= L - mu", large, steep)
        wide = d.combine("L - mu >= 0", d["order"])
        return d.either(BEST, d.combine(BEST.split(" or ")[1], root, wide))

    anywhere = d.generalize(d.split("s*(mu + L) <= 2", short, long), "s")

    def at(equation: Fact) -> Fact:
        first, second = AT_BEST.split(" and ")
        times = [f"{a}*{b}" for a in ("1", "s*mu", "s*L") for b in ("mu", "L", "mu**2", "L**2", "mu*L")]
        return d.conj(*(d.combine(goal, equation, eq_times=times) for goal in (first, second)))

    return anywhere, d.generalize(d.implies("s*(mu + L) == 2", at), "s")


contraction_of_smooth_strongly_convex = Theorem(
    title="Contraction of gradient descent on smooth strongly convex functions",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "P": "nat -> scalar",
            **dict.fromkeys(("mu", "L", "eta", "K"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "class": smooth_strongly_convex.hypothesis(),
            "mu": "mu > 0",
            "order": "mu < L",
            "step": "eta > 0",
            "K_mu": f"{FACTORS[0]} <= K",
            "K_L": f"{FACTORS[1]} <= K",
            "P_0": "P(0) == 1",
            "P_next": "forall(t, nat, P(t+1) == K*P(t))",
        },
        f"forall(p, vector, forall(r, vector, {COCOERCIVE})) and forall(p, vector, forall(r, vector, {CONTRACTS}))"
        f" and forall(p, vector, forall(r, vector, {RATE} and {TENDS}))"
        f" and forall(s, scalar, {BEST}) and forall(s, scalar, implies(s*(mu + L) == 2, {AT_BEST}))",
    ),
    write=_write,
    source="taylor2017smooth",
    witnesses=(("asymmetric_parabola", {}), ("quadratic", {"eigenvalues": "1, 2, 4"})),
    conditions=(
        Condition("interpolation", "L", "", "everywhere", ("class",)),
        Condition("strongly_convex", "mu", "", "everywhere", ("class",)),
    ),
    formulas={"squared_factor": FACTORS},
    thresholds=(
        Threshold(
            name="contraction",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{FACTORS[1]} < 1",),
            positive=("eta", "L"),
            tag="sharp",
            failure="a step from some points does not bring them closer to each other",
            sharpness_witness="asymmetric_parabola",
        ),
    ),
    by_definition=("start", "recurrence", "K_mu", "K_L", "P_0", "P_next"),
    example_step="1/L",
    outcome="a step multiplies the squared distance of any two points by at most max((1-eta*mu)^2, (1-eta*L)^2)",
    remarks="Both one-step factors are attained, on quadratics of curvature mu and of curvature L. Below 2/L the factor"
    " is less than 1; it is smallest, (L - mu)/(L + mu), at eta = 2/(mu + L), which the last two clauses say. P(n) is"
    " K^n, and with r the minimiser the third clause is the linear rate.",
)
