"""On a quadratic the descent aligns with the flattest eigenvectors if η(λ_1 + λ_n) < 2, with the sharpest if > 2."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "direction_of_convergence"
FLAT, SHARP, EDGE = "eta*(mu + L) < 2", "eta*(mu + L) > 2", "eta*(mu + L) == 2"


def coordinate(i: str, t: str = "t") -> str:
    """⟨Φ(t, p) − x*, e_i⟩."""
    return f"dot(Phi({t}, p) - x_star, e({i}))"


def dominates(j: str) -> str:
    """In the end the i-th coordinate is below any multiple of the j-th."""
    inner = f"forall(t, nat, {coordinate('i', 'T+t')}**2 <= s*{coordinate(j, 'T+t')}**2)"
    return f"forall(s, scalar, implies(s > 0, exists(T, nat, {inner})))"


def aligned(j: str, others: str, sign: str) -> str:
    """The j-th coordinate dominates the others, and keeps or changes its sign at every step."""
    turns = f"forall(t, nat, {coordinate(j, 't+1')}*{coordinate(j)} {sign} 0)"
    return f"forall(i, nat, implies({others}, {dominates(j)})) and {turns}"


ALONG_FLAT, ALONG_SHARP = aligned("m", "kappa(i) > mu", ">"), aligned("0", "kappa(i) < L", "<")
TIE = (
    f"forall(p, vector, forall(t, nat, {coordinate('0')}**2*dot(p - x_star, e(m))**2"
    f" == dot(p - x_star, e(0))**2*{coordinate('m')}**2))"
)


@dataclass(frozen=True)
class Leader:
    """The coordinate that the others fall behind.

    Args:
        j, extreme: its index and the name of its eigenvalue.
        value: kappa(j) is that eigenvalue; direction: e(j) is not 0.
        others, sign: the eigenvalues of those it dominates, and the sign of two successive values' product.
        faster: from `others`, (1 − ηκ_i)² < (1 − ηκ_j)²; size: the sign of 1 − ηκ_j.
    """

    j: str
    extreme: str
    value: Fact
    direction: Fact
    others: str
    sign: str
    faster: Callable[[Fact], Fact]
    size: Fact


def _write(d: Draft) -> Fact:
    """The i-th coordinate is multiplied by 1 − ηκ_i at each step; the one with the largest |1 − ηκ_j| leads."""
    d.local(p="vector", i="nat", t="nat", T="nat", s="scalar")
    wide = d.combine("mu <= L", d["largest"], d.part(d.use(d["spectrum"], ["0"]), 0))

    def flat(below: Fact) -> Fact:
        small = d.combine("1 - eta*mu > 0", below, d["step"], wide)

        def faster(differs: Fact) -> Fact:
            high = d.part(d.use(d["spectrum"], ["i"]), 1)
            gap = d.combine("2 - eta*(kappa(i) + mu) > 0", below, d["step"], high)
            return _faster(d, "kappa(i) - mu", gap, differs, "mu")

        leader = Leader("m", "mu", d["smallest"], d["flat_vector"], "kappa(i) > mu", ">", faster, small)
        return _almost_every(d, leader)

    def sharp(above: Fact) -> Fact:
        large = d.combine("eta*L - 1 > 0", above, d["step"], wide)

        def faster(differs: Fact) -> Fact:
            low = d.part(d.use(d["spectrum"], ["i"]), 0)
            gap = d.combine("eta*(kappa(i) + L) - 2 > 0", above, d["step"], low)
            return _faster(d, "L - kappa(i)", gap, differs, "L")

        leader = Leader("0", "L", d["largest"], d["sharp_vector"], "kappa(i) < L", "<", faster, large)
        return _almost_every(d, leader)

    return d.conj(d.implies(FLAT, flat), d.implies(SHARP, sharp), d.implies(EDGE, lambda edge: _tie(d, edge)))


def _faster(d: Draft, apart: str, gap: Fact, differs: Fact, extreme: str) -> Fact:
    """(1 − ηκ_i)² < (1 − ηκ_j)²: their difference is η(κ_i − κ_j)(2 − η(κ_i + κ_j))."""
    away = d.combine(f"eta*({apart}) > 0", differs, d["step"])
    return d.combine(f"(1 - eta*kappa(i))**2 < (1 - eta*{extreme})**2", away, gap)


def _moved(d: Draft, i: str, value: str = "", same: Sequence[Fact] = ()) -> Fact:
    """⟨Φ(t+1) − x*, e_i⟩ = (1 − ηκ_i)⟨Φ(t) − x*, e_i⟩."""
    law, eigen = d.use(d["recurrence"], ["t", "p"]), d.use(d["eigenvectors"], [i, "Phi(t, p)"])
    goal = f"{coordinate(i, 't+1')} == (1 - eta*{value or f'kappa({i})'})*{coordinate(i)}"
    stepped = goal.replace("Phi(t+1, p)", "(Phi(t, p) - eta*g(Phi(t, p)))")
    written = d.combine(stepped, eigen, *same, eq_times=["eta", f"eta*{coordinate(i)}"])
    return d.rewrite_to(goal, law, "Phi(t+1, p)", "Phi(t, p) - eta*g(Phi(t, p))", written)


def _almost_every(d: Draft, leader: Leader) -> Fact:
    """The starts left out lie on the hyperplane ⟨p − x*, e_j⟩ = 0."""
    j, plane = leader.j, f"dot(p - x_star, e({leader.j})) == 0"
    fails = d.text(d.negated(aligned(j, leader.others, leader.sign)))

    def start(apart: Fact) -> Fact:
        first = d.rewrite_to(f"{coordinate(j, '0')}**2 > 0", d.use(d["start"], ["p"]), "Phi(0, p)", "p", apart)
        return _aligned(d, leader, first)

    def on_the_plane(fact: Fact) -> Fact:
        return d.split(plane, lambda yes: yes, lambda no: d.absurd(plane, start(no), fact))

    null = d.cite("null_hyperplane", {"c": "x_star", "v": f"e({j})"}, leader.direction)
    sets = {"A": f"lambda p: {fails}", "B": f"lambda p: {plane}", "a": "0", "b": "0"}
    inclusion = d.generalize(d.implies(fails, on_the_plane), "p")
    return d.cite("measure_monotone", sets, inclusion, null, d.combine("0 <= 0"))


def _aligned(d: Draft, leader: Leader, first: Fact) -> Fact:
    j, factor = leader.j, f"(1 - eta*{leader.extreme})"
    here, there = coordinate(j), coordinate(j, "t+1")
    moved = _moved(d, j, leader.extreme, [leader.value])
    law, positive = _squared(d, j, moved, leader.extreme), d.combine(f"{factor}**2 > 0", leader.size)

    def stays(now: Fact) -> Fact:
        return d.combine(f"{there}**2 > 0", law, now, positive)

    alive = d.induct(f"forall(t, nat, {here}**2 > 0)", "t", first, stays)
    same = d.combine(f"{there}*{here} == {factor}*{here}**2", moved, eq_times=[here])
    turns = d.combine(f"{there}*{here} {leader.sign} 0", same, d.use(alive, ["t"]), leader.size)

    def other(differs: Fact) -> Fact:
        mine, next_, k = coordinate("i"), coordinate("i", "t+1"), "(1 - eta*kappa(i))"
        fast = d.combine(f"{next_}**2 <= {k}**2*{mine}**2", _squared(d, "i", _moved(d, "i"), "kappa(i)"))
        slow = d.combine(f"{there}**2 >= {factor}**2*{here}**2", law)
        given = {"a": f"lambda t: {mine}**2", "c": f"lambda t: {here}**2", "p": f"{k}**2", "q": f"{factor}**2"}
        sizes = d.generalize(d.square(mine), "t"), first, d.generalize(fast, "t"), d.generalize(slow, "t")
        return d.cite("slower_decay_dominates", given, *sizes, d.square(k), leader.faster(differs))

    return d.conj(d.generalize(d.implies(leader.others, other), "i"), d.generalize(turns, "t"))


def _squared(d: Draft, i: str, moved: Fact, value: str) -> Fact:
    """The square of the i-th coordinate is multiplied by (1 − ηκ_i)²."""
    here, there, factor = coordinate(i), coordinate(i, "t+1"), f"(1 - eta*{value})"
    return d.combine(f"{there}**2 == {factor}**2*{here}**2", moved, eq_times=[there, f"{factor}*{here}"])


def _tie(d: Draft, edge: Fact) -> Fact:
    """At the threshold 1 − ηL = −(1 − ημ), and both coordinates shrink alike."""
    first, last = _moved(d, "0", "L", [d["largest"]]), _moved(d, "m", "mu", [d["smallest"]])
    flat, sharp = "dot(p - x_star, e(m))", "dot(p - x_star, e(0))"
    goal = f"{coordinate('0', '{0}')}**2*{flat}**2 == {sharp}**2*{coordinate('m', '{0}')}**2"
    begun = d.combine(f"{sharp}**2*{flat}**2 == {sharp}**2*{flat}**2")
    base = d.rewrite_to(goal.format("0"), d.use(d["start"], ["p"]), "Phi(0, p)", "p", begun)

    def step(here: Fact) -> Fact:
        alike = d.combine("(1 - eta*L)**2 == (1 - eta*mu)**2", edge, eq_times=["eta*L - eta*mu"])
        facts = here, _squared(d, "0", first, "L"), _squared(d, "m", last, "mu"), alike
        times = ["(1 - eta*mu)**2", f"{flat}**2", f"{sharp}**2", f"{coordinate('0')}**2*{flat}**2"]
        return d.combine(goal.format("t+1"), *facts, eq_times=times)

    every = d.induct(f"forall(t, nat, {goal.format('t')})", "t", base, step)
    return d.generalize(d.use(every, ["t"]), "p", "t")


direction_of_convergence = Theorem(
    title="The direction from which gradient descent converges",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x_star": "vector",
            "e": "nat -> vector",
            "kappa": "nat -> scalar",
            "m": "nat",
            **dict.fromkeys(("mu", "L", "eta"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "eigenvectors": "forall(i, nat, forall(p, vector, dot(g(p), e(i)) == kappa(i)*dot(p - x_star, e(i))))",
            "spectrum": "forall(i, nat, mu <= kappa(i) and kappa(i) <= L)",
            "smallest": "kappa(m) == mu",
            "largest": "kappa(0) == L",
            "flat_vector": "sq(e(m)) > 0",
            "sharp_vector": "sq(e(0)) > 0",
            "step": "eta > 0",
        },
        f"implies({FLAT}, ae(p, {ALONG_FLAT})) and implies({SHARP}, ae(p, {ALONG_SHARP})) and implies({EDGE}, {TIE})",
    ),
    write=_write,
    source="convergence2026direction",
    witnesses=(("quadratic", {}), ("quadratic", {"eigenvalues": "1, 1, 2, 5"})),
    conditions=(
        Condition("eigenbasis", "L", "x_star", discharges=("eigenvectors", "spectrum", "largest", "sharp_vector")),
        Condition("least_eigenvalue", "mu", "x_star", discharges=("spectrum", "smallest", "flat_vector")),
    ),
    formulas={"flat_factor": "1 - eta*mu", "sharp_factor": "1 - eta*L"},
    thresholds=(
        Threshold(
            name="flat_direction",
            theorem=NAME,
            symbol="eta",
            conditions=(FLAT,),
            positive=("eta", "mu", "L"),
            tag="sharp",
            failure="almost every orbit aligns with the sharpest eigenvectors instead; at the end itself with neither",
            sharpness_witness="quadratic",
        ),
        Threshold(
            name="sharp_direction",
            theorem=NAME,
            symbol="eta",
            conditions=(SHARP,),
            positive=("eta", "mu", "L"),
            tag="sharp",
            failure="almost every orbit aligns with the flattest eigenvectors instead; at the end itself with neither",
            sharpness_witness="quadratic",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="1/L",
    outcome="almost every orbit aligns with the flattest eigenvectors if eta*(mu + L) < 2, and with the sharpest,"
    " alternating in sign, if eta*(mu + L) > 2",
    stated=(
        "If f is C^2 near a minimum, the eigenvalues of its Hessian there are 0 < lambda_1 < ... < lambda_n,"
        " eta < 2/lambda_n, and x - eta*g(x) is non-singular, the same holds of almost every start whose orbit"
        " converges to that minimum, with mu = lambda_1 and L = lambda_n.",
    ),
    remarks="kappa(i) are the eigenvalues, from kappa(0) = L down to kappa(m) = mu; eigenvalues may be repeated."
    " The orbits converge for eta < 2/L (gradient_descent_on_quadratic).",
)
