"""Past step ½ almost no start of ½(1 − xyzw)² converges to a minimum: all of them are too sharp."""

from itertools import combinations

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold
from theorems._four_factor import DEFINED, NAMES, step

NAME = "no_stable_minimum_of_four_factor"
AT = "Phi(t, p)"
BEYOND = "2*eta > 1"
BOUNDED, TENDS = f"forall(t, nat, N({AT}) <= b)", f"tends(t, e({AT}))"
HIT = f"exists(t, nat, e({AT}) == 0)"
FITS = f"exists(b, scalar, {BOUNDED} and {TENDS})"


def _write(d: Draft) -> Fact:
    """A bounded orbit on which e tends to 0 hits e = 0 exactly: almost no orbit does, the step being non-singular."""
    d.local(p="vector", t="nat", b="scalar")
    within = d.generalize(d.implies(FITS, lambda fits: d.choose(fits, "b", lambda both: _hits(d, *d.parts(both)))), "p")
    given = {"A": f"lambda p: {FITS}", "B": f"lambda p: {HIT}", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, within, _hits_are_null(d), d.combine("0 <= 0"))


def _hits(d: Draft, bounded: Fact, limit: Fact) -> Fact:
    """The lemma on the residual, along the orbit of p."""
    moved = d.use(d["recurrence"], ["t", "p"])

    def next_(name: str) -> Fact:
        goal, old, new = step(name, f"({AT})", "(Phi(t+1, p))"), "Phi(t+1, p)", f"{AT} - eta*g({AT})"
        return d.generalize(d.rewrite_to(goal, moved, old, new, d.use(d[f"{name}_next"], [AT])), "t")

    given = {name: f"lambda t: {name}({AT})" for name in (*NAMES, *DEFINED)} | {"eta": "eta"}
    defined = {name: d.generalize(d.use(d[name], [AT]), "t") for name in DEFINED}
    both = d.use(d.cite("residual_of_four_factor", given, *map(next_, NAMES), *defined.values()), ["t"])
    facts = (
        *(d.generalize(fact, "t") for fact in d.parts(both)),
        *(d.generalize(fact, "t") for fact in _sizes(d)),
        *(bounded, d["beyond"], limit),
    )
    orbit = {name: given[name] for name in DEFINED} | {"eta": "eta", "b": "b"}
    return d.cite("four_factor_residual_hits_zero", orbit, *facts)


def _sizes(d: Draft) -> list[Fact]:
    """S, Pi and N are sums of squares, and Pi ≤ N²."""
    at = {name: f"{name}({AT})" for name in NAMES}
    values = {name: d.use(d[name], [AT]) for name in DEFINED}
    signs = {name: [d.square(text) for text in _squares(name, at)] for name in ("S", "Pi", "N")}
    nonnegative = {name: d.combine(f"{name}({AT}) >= 0", values[name], *signs[name], degree=1) for name in signs}
    total = " + ".join(f"{text}**2" for text in at.values())
    fourth = [d.square(f"{text}**2") for text in at.values()]
    plain = d.combine(f"Pi({AT}) <= ({total})**2", values["Pi"], *signs["Pi"], *fourth, degree=1)
    bound = d.rewrite_to(f"Pi({AT}) <= N({AT})**2", values["N"], f"N({AT})", f"({total})", plain, "scalar")
    return [nonnegative["S"], nonnegative["Pi"], bound, nonnegative["N"]]


def _squares(name: str, at: dict[str, str]) -> list[str]:
    """The terms whose squares S, Pi or N sums."""
    size = {"S": 3, "Pi": 2, "N": 1}[name]
    return ["*".join(chosen) for chosen in combinations(at.values(), size)]


def _hits_are_null(d: Draft) -> Fact:
    """e = 0 on a null set, and so at each of countably many times."""
    product = "*".join(f"{name}(p)" for name in NAMES)
    minima = d.generalize(
        d.implies("e(p) == 0", lambda zero: d.combine(f"{product} == 1", zero, d.use(d["e"], ["p"]))), "p"
    )
    sets = {"A": "lambda p: e(p) == 0", "B": f"lambda p: {product} == 1", "a": "0", "b": "0"}
    null = d.cite("measure_monotone", sets, minima, d["null_minima"], d.combine("0 <= 0"))
    given = {"Phi": "Phi", "G": "lambda p: p - eta*g(p)", "N": "lambda p: e(p) == 0"}
    each = d.cite("preimages_along_orbits_are_null", given, d["start"], d["recurrence"], d["nonsingular"], null)
    return d.cite("null_countable_union", {"A": f"lambda t, p: e({AT}) == 0"}, each)


no_stable_minimum_of_four_factor = Theorem(
    title="Past step one half no minimum of the four-factor product is stable",
    statement=Statement(
        NAME,
        "any",
        {
            "Phi": "nat, vector -> vector",
            "g": "vector -> vector",
            **dict.fromkeys((*NAMES, *DEFINED), "vector -> scalar"),
            "eta": "scalar",
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            **{f"{name}_next": f"forall(p, vector, {step(name, '(p)', '(p - eta*g(p))')})" for name in NAMES},
            **{name: f"forall(p, vector, {name}(p) == {text('(p)')})" for name, text in DEFINED.items()},
            "beyond": BEYOND,
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, (p - eta*g(p)) in N, 0)))",
            "null_minima": f"measure_le(p, {'*'.join(f'{name}(p)' for name in NAMES)} == 1, 0)",
        },
        f"measure_le(p, {FITS}, 0)",
    ),
    write=_write,
    source="zhu2023understanding",
    witnesses=(("four_factor", {}),),
    conditions=(
        Condition("descent_recurrence", discharges=tuple(f"{name}_next" for name in NAMES)),
        Condition("nonsingular_map", discharges=("nonsingular",)),
        Condition("null_zero_set", discharges=("null_minima",)),
    ),
    thresholds=(
        Threshold(
            name="stable",
            theorem=NAME,
            symbol="eta",
            conditions=(BEYOND,),
            positive=("eta",),
            tag="sharp",
            failure="the flattest minimum (1, 1, 1, 1), of sharpness 4, attracts starts about it",
            sharpness_witness="four_factor",
        ),
    ),
    by_definition=("start", "recurrence", *DEFINED),
    example_step="3/5",
    outcome="from almost every start the orbit is unbounded or the residual does not tend to 0",
    remarks="An orbit that converges is bounded, so almost none converges to a minimum. S is the sharpness at minima,"
    " and S >= 4 there by the inequality of the means (residual_of_four_factor).",
)
