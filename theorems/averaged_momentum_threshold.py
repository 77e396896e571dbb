"""On a quadratic of largest curvature L, averaged momentum converges exactly for steps below 2(1 + β)/((1 − β)L)."""

from fractions import Fraction

from proofkit.derivation import Draft, Fact
from theorems import _quadratic_threshold as shared

NAME = "averaged_momentum_threshold"
INSIDE, OUTSIDE = "alpha*eta*L < 2*(1 + beta)", "alpha*eta*L >= 2*(1 + beta)"
A, B = "1 + beta - alpha*eta*{k}", "-beta"
AVERAGE = "forall(t, nat, {v}(t+1) == beta*{v}(t) + alpha*g({x}(t)))"
LAW = "forall(t, nat, {x}(t+1) == {x}(t) - eta*{v}(t+1))"
LABELS = {"x": ("orbit", "average", "v"), "z": ("other_orbit", "other_average", "w")}


def _write(d: Draft) -> Fact:
    """Since ηv(t+1) = x(t) − x(t+1), this is heavy ball with step (1 − β)η: y(t+2) = (1 + β − αηκ)y(t+1) − βy(t)."""
    d.local(i="nat", t="nat")
    alpha = d.combine("alpha > 0", d["alpha"], d["beta_below_1"])

    def recurrence(x: str, i: str) -> Fact:
        y = [shared.coordinate(x, t, i) for t in ("t", "t+1", "t+2")]
        now, next_ = _moves(d, x, "t", i), _moves(d, x, "t+1", i)
        average = _averages(d, x, "t+1", i)
        goal = f"{y[2]} == ({A.format(k=f'kappa({i})')})*{y[1]} + ({B})*{y[0]}"
        return d.generalize(d.combine(goal, now, next_, average, eq_times=["beta", "eta"]), "t")

    def converges(inside: Fact) -> Fact:
        a = A.format(k="kappa(i)")

        def tests(positive: Fact, below: Fact) -> list[Fact]:
            room = d.combine("alpha*eta*(L - kappa(i)) >= 0", alpha, d["step"], below, degree=3)
            return [
                d.combine(
                    f"{a} < 1 - ({B})", d.combine("alpha*eta*kappa(i) > 0", alpha, d["step"], positive, degree=3)
                ),
                d.combine(f"-({a}) < 1 - ({B})", inside, room),
                d.combine(f"{B} > -1", d["beta_below_1"]),
            ]

        return shared.converges(d, a, B, recurrence, tests)

    def fails(outside: Fact) -> Fact:
        """From rest, y(1) = (1 − αηL)y(0) ≤ −(1 + 2β)y(0)."""
        a, y = A.format(k="kappa(0)"), shared.coordinate("z", "{}", "0")
        far = d.combine("alpha*eta*kappa(0) >= 2*(1 + beta)", outside, d["largest"], eq_times=["alpha*eta"])
        beyond = d.combine(f"{a} <= {B} - 1", far)
        rest = shared.moved(d, d["rest"], "dot(w(0), e(0)) == 0", "w(0)", "e(0) - e(0)")
        start, first = shared.first(d), _moves(d, "z", "0", "0")
        facts, times = (_averages(d, "z", "0", "0"), rest, start), ["beta", "alpha*kappa(0)"]
        pushed = d.combine("dot(w(1), e(0)) == alpha*kappa(0)*sq(e(0))", *facts, eq_times=times)
        second = d.combine(
            f"{y.format(1)} == (1 - alpha*eta*kappa(0))*sq(e(0))", first, start, pushed, eq_times=["eta"]
        )
        turn = d.combine(f"{y.format(1)} <= -{y.format(0)}", second, start, far, d["beta"], d["nonzero"])
        return shared.fails(d, a, B, recurrence, beyond, d.combine(f"{a} <= 0", beyond, d["beta"]), turn)

    return d.conj(d.implies(INSIDE, converges), d.implies(OUTSIDE, fails))


def _moves(d: Draft, x: str, t: str, i: str) -> Fact:
    """⟨x(t+1) − x*, e_i⟩ = ⟨x(t) − x*, e_i⟩ − η⟨v(t+1), e_i⟩."""
    label, _, v = LABELS[x]
    later = {"t": "t+1", "t+1": "t+2", "0": "1"}[t]
    goal = f"{shared.coordinate(x, later, i)} == {shared.coordinate(x, t, i)} - eta*dot({v}({later}), e({i}))"
    return shared.moved(d, d.use(d[label], [t]), goal, f"{x}({later})", f"{x}({t}) - eta*{v}({later})")


def _averages(d: Draft, x: str, t: str, i: str) -> Fact:
    """⟨v(t+1), e_i⟩ = β⟨v(t), e_i⟩ + ακ_i⟨x(t) − x*, e_i⟩."""
    _, label, v = LABELS[x]
    later = {"t+1": "t+2", "0": "1"}[t]
    goal = f"dot({v}({later}), e({i})) == beta*dot({v}({t}), e({i})) + alpha*kappa({i})*{shared.coordinate(x, t, i)}"
    eigen = d.use(d["eigenvectors"], [i, f"{x}({t})"])
    value = f"beta*{v}({t}) + alpha*g({x}({t}))"
    return shared.moved(d, d.use(d[label], [t]), goal, f"{v}({later})", value, eigen, times=["alpha"])


averaged_momentum_threshold = shared.theorem(
    NAME,
    "Averaged momentum on quadratics: stable exactly for (1 - beta)*eta*L < 2*(1 + beta)",
    "cohen2022adaptive",
    _write,
    symbols={"v": "nat -> vector", "w": "nat -> vector", "alpha": "scalar", "beta": "scalar"},
    definitions={
        "orbit": LAW.format(x="x", v="v"),
        "average": AVERAGE.format(x="x", v="v"),
        "other_orbit": LAW.format(x="z", v="w"),
        "other_average": AVERAGE.format(x="z", v="w"),
        "start": "z(0) == x_star + e(0)",
        "rest": "w(0) == e(0) - e(0)",
        "alpha": "alpha == 1 - beta",
    },
    parameters={"beta": "beta >= 0", "beta_below_1": "beta < 1"},
    inside=INSIDE,
    outside=OUTSIDE,
    positive=("eta", "L", "alpha"),
    nonnegative=("beta",),
    example={"beta": Fraction(9, 10)},
    method="averaged momentum",
)
