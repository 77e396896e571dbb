"""Logistic regression on separable data, any step: the loss may oscillate first, then falls for good, as 1/(ηt)."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "large_step_logistic_regression"
U1, U = "(tau*r*e)", "((tau + eta/2)*r*e)"
TOTAL = "2*eta*gamma**2*t*E + (tau + eta/2)**2"
PROGRESS = "forall(t, nat, dot(w(t), e) >= eta*gamma*Q(t))"
POTENTIAL = "forall(t, nat, (eta*gamma**2*Q(t))**2 <= 4*eta*gamma**2*t*E + 4*(tau + eta/2)**2)"
AVERAGE = f"forall(t, nat, 2*eta*gamma**2*A(t) <= {TOTAL})"
STABLE = "forall(s, nat, implies(2*eta*f(w(s)) <= 1, forall(t, nat, f(w(s+t+1)) <= f(w(s+t)))))"
LATE = "c*gamma**2*t > (tau + eta/2)**2"
LAST = f"forall(t, nat, implies({LATE}, 2*eta*f(w(t)) <= 1 and 2*eta*gamma**2*t*f(w(t)) <= {TOTAL}))"
OCCURS = f"exists(t, nat, {LATE})"
EARLY_OR_LOW = "2*eta*f(w({0})) > 1 and 2*eta*A({0}) >= {0} or 2*eta*f(w({0})) <= 1 and ({0})*f(w({0})) <= A({0})"


def _write(d: Draft) -> Fact:
    d.local(s="nat", t="nat", k="scalar")
    nearer = _nearer(d)
    average = d.combine(f"2*eta*gamma**2*A(t) <= {TOTAL}", *_scaled(d, nearer))
    averages, progress = d.generalize(average, "t"), _progress(d)
    potential = d.generalize(_potential(d, progress, nearer), "t")
    last = d.generalize(d.implies(LATE, lambda late: _last(d, late, average)), "t")
    return d.conj(progress, potential, averages, _stable(d), last, _occurs(d))


def _scaled(d: Draft, nearer: Fact) -> list[Fact]:
    """γ² times ‖w − u‖² + 2ηA ≤ ‖u‖² + 2ηtE, where γ²‖u‖² = (τ + η/2)²."""
    whole = d.combine(
        f"gamma**2*(2*eta*A(t)) <= gamma**2*(sq({U}) + 2*eta*t*E)", d.use(nearer, ["t"]), d.norm(f"w(t) - {U}"),
        d.combine("gamma**2 > 0", d["gamma"]),
    )  # fmt: skip
    return [whole, _length(d)]


def _length(d: Draft) -> Fact:
    unit = d.combine("gamma**2*r**2 == 1", d["r"], eq_times=["r*gamma"])
    length = d.combine(f"sq({U}) == (tau + eta/2)**2*r**2", d["e"], eq_times=["(tau + eta/2)**2*r**2"])
    return d.combine(f"gamma**2*sq({U}) == (tau + eta/2)**2", length, unit, eq_times=["gamma**2", "(tau + eta/2)**2"])


def _nearer(d: Draft) -> Fact:
    """The comparator u = u₁ + (η/2γ)e: its second part pays for η²‖g‖², the first for the loss."""
    claim = f"sq(w({{0}}) - {U}) + 2*eta*A({{0}}) <= sq({U}) + 2*eta*({{0}})*E"
    begin = d.combine(f"sq(0*e - {U}) + 2*eta*A(0) <= sq({U}) + 2*eta*0*E", d["A_0"], eq_times=["eta"])
    begin = d.rewrite_to(claim.format("0"), d["start"], "w(0)", "0*e", begin)

    def step(here: Fact) -> Fact:
        value = d.combine(f"dot(g(w(t)), {U1} - w(t)) <= E - f(w(t))", d.use(d["convex"], ["w(t)", U1]), d["tail"])
        push = d.combine("eta**2*r*dot(g(w(t)), e) <= -eta**2*G(w(t))", *_push(d), eq_times=["eta**2*G(w(t))"])
        size = d.combine("eta**2*sq(g(w(t))) <= eta**2*G(w(t))", d.use(d["potential"], ["w(t)"]), d.square("eta"))
        pull = d.combine(f"eta*dot(g(w(t)), {U1} - w(t)) <= eta*(E - f(w(t)))", value, d["step"])
        moved = "w(t) - eta*g(w(t))"
        bound = claim.format("t+1").replace("w(t+1)", f"({moved})")
        total = d.combine(bound, here, push, size, pull, d.use(d["A_next"], ["t"]), eq_times=["eta"])
        return d.rewrite_to(claim.format("t+1"), d.use(d["recurrence"], ["t"]), "w(t+1)", moved, total)

    return d.induct(f"forall(t, nat, {claim.format('t')})", "t", begin, step)


def _push(d: Draft) -> tuple[Fact, ...]:
    """η²r⟨g, e⟩ ≤ −η²rγG, and rγ = 1."""
    positive = d.contradiction("r > 0", lambda no: d.combine("0 > 0", no, d["r"], d["gamma"]))
    weight = d.combine("eta**2*r > 0", d.combine("eta**2 > 0", d["step"]), positive)
    return d.combine("eta**2*r*dot(g(w(t)), e) <= -eta**2*r*gamma*G(w(t))", weight, d.use(d["margin"], ["w(t)"])), d[
        "r"
    ]


def _progress(d: Draft) -> Fact:
    """Each step moves by at least ηγG along e."""
    begin = d.combine("dot(0*e, e) >= eta*gamma*Q(0)", d["Q_0"], eq_times=["eta*gamma"])
    begin = d.rewrite_to("dot(w(0), e) >= eta*gamma*Q(0)", d["start"], "w(0)", "0*e", begin)

    def step(here: Fact) -> Fact:
        gain = d.combine("eta*dot(g(w(t)), e) <= -eta*gamma*G(w(t))", d.use(d["margin"], ["w(t)"]), d["step"])
        facts = here, gain, d.use(d["Q_next"], ["t"])
        moved = d.combine("dot(w(t) - eta*g(w(t)), e) >= eta*gamma*Q(t+1)", *facts, eq_times=["eta*gamma"])
        goal = "dot(w(t+1), e) >= eta*gamma*Q(t+1)"
        return d.rewrite_to(goal, d.use(d["recurrence"], ["t"]), "w(t+1)", "w(t) - eta*g(w(t))", moved)

    return d.induct(PROGRESS, "t", begin, step)


def _potential(d: Draft, progress: Fact, nearer: Fact) -> Fact:
    """(ηγQ)² ≤ ⟨w, e⟩² ≤ ‖w‖² ≤ 2‖w − u‖² + 2‖u‖²."""

    def more(here: Fact) -> Fact:
        size = d.combine("G(w(t)) >= 0", d.use(d["potential"], ["w(t)"]), d.norm("g(w(t))"))
        return d.combine("Q(t+1) >= 0", here, d.use(d["Q_next"], ["t"]), size)

    def paid(here: Fact) -> Fact:
        return d.combine("A(t+1) >= 0", here, d.use(d["A_next"], ["t"]), d.use(d["loss"], ["w(t)"]))

    signs = d.induct("forall(t, nat, Q(t) >= 0)", "t", d.combine("Q(0) >= 0", d["Q_0"]), more)
    losses = d.induct("forall(t, nat, A(t) >= 0)", "t", d.combine("A(0) >= 0", d["A_0"]), paid)
    sign = d.combine("eta*gamma*Q(t) >= 0", d.combine("eta*gamma > 0", d["step"], d["gamma"]), d.use(signs, ["t"]))
    along = d.combine("(eta*gamma*Q(t))**2 <= dot(w(t), e)**2", d.use(progress, ["t"]), sign)
    angle = d.cite("cauchy_schwarz", {"u": "w(t)", "v": "e"})
    length = d.combine("dot(w(t), e)**2 <= sq(w(t))", angle, d["e"], eq_times=["sq(w(t))"])
    paid_for = d.combine("eta*A(t) >= 0", d["step"], d.use(losses, ["t"]))
    far = d.combine(f"sq(w(t)) <= 4*sq({U}) + 4*eta*t*E", d.norm(f"w(t) - 2*{U}"), d.use(nearer, ["t"]), paid_for)
    squares = d.combine(f"(eta*gamma*Q(t))**2 <= 4*sq({U}) + 4*eta*t*E", along, length, far)
    scaled = d.combine(
        f"(eta*gamma**2*Q(t))**2 <= gamma**2*(4*sq({U}) + 4*eta*t*E)", squares, d.combine("gamma**2 > 0", d["gamma"])
    )
    return d.combine("(eta*gamma**2*Q(t))**2 <= 4*eta*gamma**2*t*E + 4*(tau + eta/2)**2", scaled, _length(d))


def _decrease(d: Draft, time: str, low: Fact) -> Fact:
    moved = f"w({time}) - eta*g(w({time}))"
    less = d.use(d["descent"], [f"w({time})"], low)
    return d.rewrite_to(f"f(w({time}+1)) <= f(w({time}))", d.use(d["recurrence"], [time]), f"w({time}+1)", moved, less)


def _stable(d: Draft) -> Fact:
    """Below 1/(2η) no step increases the loss, so it stays below."""

    def from_(low: Fact) -> Fact:
        def next_(here: Fact) -> Fact:
            return d.combine("2*eta*f(w(s+t+1)) <= 1", here, _decrease(d, "s+t", here), d["step"])

        below = d.induct("forall(t, nat, 2*eta*f(w(s+t)) <= 1)", "t", low, next_)
        return d.generalize(_decrease(d, "s+t", d.use(below, ["t"])), "t")

    return d.generalize(d.implies("2*eta*f(w(s)) <= 1", from_), "s")


def _last(d: Draft, late: Fact, average: Fact) -> Fact:
    """Until the loss is first below 1/(2η) its average is above; from then on it is below its average."""
    both = d.use(
        d.induct(f"forall(t, nat, {EARLY_OR_LOW.format('t')})", "t", _at_start(d), lambda here: _later(d, here)), ["t"]
    )
    goal = LAST.partition(f"{LATE}, ")[2][:-2]
    scale = d.combine("gamma**2 > 0", d["gamma"])

    def early(found: Fact) -> Fact:
        many = d.combine("gamma**2*(2*eta*A(t)) >= gamma**2*t", scale, d.part(found, 1))
        clash = d.combine("0 > 0", many, average, late, d["c"], eq_times=["gamma**2*t"])
        return d.absurd(goal, clash)

    def low(found: Fact) -> Fact:
        small, mean = d.parts(found)
        weight = d.combine("eta*gamma**2 > 0", d["step"], scale)
        share = d.combine("eta*gamma**2*(t*f(w(t))) <= eta*gamma**2*A(t)", weight, mean)
        return d.conj(small, d.combine(f"2*eta*gamma**2*t*f(w(t)) <= {TOTAL}", share, average))

    return d.cases(both, early, low)


def _occurs(d: Draft) -> Fact:
    """cγ²t exceeds everything: some t is more than k(τ + η/2)², where kcγ² = 1."""
    slope = d.combine("c*gamma**2 > 0", d["level"], d.combine("gamma**2 > 0", d["gamma"]))

    def at(found: Fact) -> Fact:
        unit = d.part(found, 1)

        def beyond(large: Fact) -> Fact:
            return d.witness(OCCURS, "t", d.combine(LATE, large, slope, unit, eq_times=["(tau + eta/2)**2"]))

        return d.choose(d.use(d.step("archimedes"), ["k*(tau + eta/2)**2"]), "t", beyond)

    return d.solve(slope, "k", at)


def _at_start(d: Draft) -> Fact:
    goal = EARLY_OR_LOW.format("0")

    def high(found: Fact) -> Fact:
        return d.either(goal, d.conj(found, d.combine("2*eta*A(0) >= 0", d["A_0"], eq_times=["eta"])))

    def low(found: Fact) -> Fact:
        return d.either(goal, d.conj(found, d.combine("0*f(w(0)) <= A(0)", d["A_0"])))

    return d.split("2*eta*f(w(0)) > 1", high, low)


def _later(d: Draft, here: Fact) -> Fact:
    goal, sums = EARLY_OR_LOW.format("t+1"), d.use(d["A_next"], ["t"])
    n = d.nat("t")

    def early(found: Fact) -> Fact:
        high, many = d.parts(found)
        more = d.combine("2*eta*A(t+1) >= t + 1", high, many, sums, eq_times=["eta"])

        def again(still: Fact) -> Fact:
            return d.either(goal, d.conj(still, more))

        def drops(small: Fact) -> Fact:
            scaled = d.combine(
                "eta*((t+1)*f(w(t+1))) <= eta*A(t+1)", d.combine("(t+1)*(1 - 2*eta*f(w(t+1))) >= 0", n, small), more
            )
            mean = d.combine("(t+1)*f(w(t+1)) <= A(t+1)", scaled, d["step"], multiplier=[d["step"]])
            return d.either(goal, d.conj(small, mean))

        return d.split("2*eta*f(w(t+1)) > 1", again, drops)

    def low(found: Fact) -> Fact:
        small, mean = d.parts(found)
        less = _decrease(d, "t", small)
        below = d.combine("2*eta*f(w(t+1)) <= 1", small, less, d["step"])
        share = d.combine("(t+1)*f(w(t+1)) <= (t+1)*f(w(t))", n, less)
        return d.either(goal, d.conj(below, d.combine("(t+1)*f(w(t+1)) <= A(t+1)", share, mean, sums)))

    return d.cases(here, early, low)


large_step_logistic_regression = Theorem(
    title="Logistic regression on separable data with any step size",
    statement=Statement(
        NAME,
        "any",
        {
            "f": "vector -> scalar",
            "g": "vector -> vector",
            "G": "vector -> scalar",
            "w": "nat -> vector",
            "A": "nat -> scalar",
            "Q": "nat -> scalar",
            "e": "vector",
            **dict.fromkeys(("gamma", "r", "eta", "tau", "E", "c"), "scalar"),
        },
        {
            "loss": "forall(p, vector, f(p) >= 0)",
            "convex": "forall(p, vector, forall(q, vector, f(q) >= f(p) + dot(g(p), q - p)))",
            "margin": "forall(p, vector, dot(g(p), e) <= -gamma*G(p))",
            "potential": "forall(p, vector, sq(g(p)) <= G(p))",
            "descent": "forall(p, vector, implies(2*eta*f(p) <= 1, f(p - eta*g(p)) <= f(p)))",
            "tail": f"f({U1}) <= E",
            "e": "sq(e) == 1",
            "gamma": "gamma > 0",
            "r": "r*(gamma) == 1",
            "step": "eta > 0",
            "start": "w(0) == 0*e",
            "recurrence": "forall(t, nat, w(t+1) == w(t) - eta*g(w(t)))",
            "A_0": "A(0) == 0",
            "A_next": "forall(t, nat, A(t+1) == A(t) + f(w(t)))",
            "Q_0": "Q(0) == 0",
            "Q_next": "forall(t, nat, Q(t+1) == Q(t) + G(w(t)))",
            "c": "c == 1 - 2*eta*E",
            "level": "c > 0",
        },
        f"{PROGRESS} and {POTENTIAL} and {AVERAGE} and {STABLE} and {LAST} and {OCCURS}",
    ),
    write=_write,
    source="wu2024large",
    witnesses=(("logistic_loss", {}), ("logistic_loss", {"margin": "1/5", "heights": "4/5, 1/2, -3/5"})),
    conditions=(
        Condition(
            "logistic_data",
            "gamma",
            "direction",
            discharges=("loss", "convex", "margin", "potential", "descent", "tail", "e"),
        ),
    ),
    formulas={
        "progress": "eta*gamma*Q",
        "potential_squared": "4*eta*gamma**2*t*E + 4*(tau + eta/2)**2",
        "total": TOTAL,
    },
    thresholds=(
        Threshold(
            name="transition",
            theorem=NAME,
            symbol="t",
            conditions=(LATE,),
            positive=("t", "c", "gamma", "tau", "eta"),
            tag="sufficient",
            failure="the loss may still oscillate above 1/(2*eta)",
        ),
    ),
    by_definition=("r", "recurrence", "A_0", "A_next", "Q_0", "Q_next", "c"),
    assumed=("start",),
    example_step="24",
    outcome="after the transition the loss never grows again and is at most E + (tau + eta/2)^2/(2*eta*gamma^2*t),"
    " however large the step",
    stated=(
        "For fixed data the loss falls below 1/(2*eta) within O(eta) steps, and then behaves as 1/(eta*t) up to"
        " logarithms.",
    ),
    remarks="f is the logistic loss, G the mean over the samples of 1/(1 + exp(z)), z the margin, A(t) and Q(t) the"
    " sums of f and G"
    " over the first t iterates, e a direction with margin gamma; E is any bound on exp(-tau), r = 1/gamma. The"
    " transition proved here takes O(eta^2) steps; with tau = ln(t) and E = 1/t the bound on Q says that on average G"
    " is O(1/t) up to logarithms, for every step.",
)
