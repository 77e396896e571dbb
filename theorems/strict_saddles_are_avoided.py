"""Steps below 1/L do not converge to strict saddles, isolated or not, from almost every start."""

from proofkit.classes.smooth import smooth
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._derivative import HESSIAN, at_each, eigenvalue

NAME = "strict_saddles_are_avoided"
SMALL = "eta*L < 1"
EITHER = eigenvalue("eta*k > 2 or k < 0")


def _write(d: Draft) -> Fact:
    """3.1, for a step that is non-singular because it expands by 1 − ηL at least."""
    d.local(b="vector", v="vector", k="scalar")
    names = {name: name for name in ("g", "L", "eta")}
    nonsingular = d.cite("gradient_map_is_nonsingular", names, d["smooth"], d["L"], d["step"], d["small"])

    def unstable(found: Fact) -> Fact:
        direction, vector, negative = d.parts(found)
        whole = d.conj(direction, vector, d.either("eta*k > 2 or k < 0", negative))
        inner = d.witness(EITHER.removeprefix("exists(v, vector, ").removesuffix(")"), "k", whole)
        return d.witness(EITHER, "v", inner)

    def at(member: Fact) -> Fact:
        some = d.use(d["saddle"], ["b"], member)
        return d.choose(some, "v", lambda found: d.choose(found, "k", unstable))

    every = d.generalize(d.implies("b in U", at), "b")
    given = {name: name for name in ("g", "Phi", "U", "H", "eta")}
    hessian = (d[label] for label in HESSIAN)
    premises = d["start"], d["recurrence"], d["step"], *hessian, every, nonsingular
    return d.cite("unstable_minima_are_avoided", given, *premises)


strict_saddles_are_avoided = Theorem(
    title="Small steps do not converge to strict saddles, from almost every start",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "U": "vector -> prop",
            "H": "vector, vector -> vector",
            "eta": "scalar",
            "L": "scalar",
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "smooth": smooth.hypothesis(constant="L"),
            "L": "L >= 0",
            "step": "eta > 0",
            "small": SMALL,
            **HESSIAN,
            "saddle": at_each(eigenvalue("k < 0")),
        },
        "measure_le(p, exists(b, vector, b in U and tends(t, sq(Phi(t, p) - b))), 0)",
    ),
    write=_write,
    source="panageas2017gradient",
    witnesses=(("saddle_between_wells", {}),),
    conditions=(
        Condition("smooth", "L", "", "everywhere", ("smooth",)),
        Condition("strict_saddles", "", "", "everywhere", (*HESSIAN, "saddle")),
    ),
    formulas={"expansion": "1 - eta*L"},
    thresholds=(
        Threshold(
            name="small_step",
            theorem=NAME,
            symbol="eta",
            conditions=(SMALL,),
            positive=("eta", "L"),
            tag="sharp",
            failure="one step may map an open set of starts onto a strict saddle",
            sharpness_witness="saddle_between_wells",
        ),
    ),
    by_definition=("start", "recurrence"),
    example_step="1/(2*L)",
    outcome="almost no start converges to one of the function's named points that are strict saddles",
    remarks="Saddles need not be isolated, and local maxima count. First proved for isolated saddles by Lee,"
    " Simchowitz, Jordan and Recht (COLT 2016).",
)
