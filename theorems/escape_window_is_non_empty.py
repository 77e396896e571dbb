"""There are steps that leave M and approach x* if and only if μ†μ* > L²; on the line, if and only if μ† > L."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold

NAME = "escape_window_is_non_empty"
#: what each window needs, and its upper end: of escape_window, of the seed paper, and on the line
WINDOWS = (
    ("mu_dagger*mu_star > L**2", "s*L**2 < 2*mu_star"),
    ("mu_dagger*mu_star > 2*L**2", "s*L**2 <= mu_star"),
    ("mu_dagger > L", "s*L < 2"),
)
STEP = "exists(s, scalar, s > 0 and s*mu_dagger > 2 and {})"


def _write(d: Draft) -> Fact:
    d.local(s="scalar", m="scalar", r="scalar")
    return d.conj(*(d.conj(_if(d, *window), _only_if(d, *window)) for window in WINDOWS))


def _if(d: Draft, gap: str, upper: str) -> Fact:
    find = _step_on_line if gap == WINDOWS[2][0] else _step
    return d.implies(gap, lambda wide: find(d, wide, gap, upper))


def _step(d: Draft, wide: Fact, gap: str, upper: str) -> Fact:
    """A step in the window: s = 2m + kmδr, where m = 1/μ†, δ is the gap, r = 1/(L² + 1) and k is 2 or 1."""
    share = "2" if "2*mu_star" in upper else "1"
    term = f"2*m + {share}*m*({gap.replace('>', '-')})*r"
    above = d.combine("L**2 + 1 > 0", d.square("L"))

    def at(inverse: Fact, other: Fact) -> Fact:
        m, r = _positive(d, "m", inverse, d["mu_dagger"]), _positive(d, "r", other, above)
        facts = wide, m, r, d.part(inverse, 1), d.part(other, 1)
        times = ["mu_star", "mu_dagger*mu_star*r", "L**2*r", "m*mu_dagger*mu_star", "m*L**2"]
        low = d.combine(f"({term})*mu_dagger > 2", *facts, eq_times=times, degree=3)
        high = d.combine(upper.replace("s*", f"({term})*", 1), *facts, eq_times=times, degree=3)
        return d.witness(STEP.format(upper), term, d.conj(d.combine(f"{term} > 0", wide, m, r, degree=3), low, high))

    return d.solve(d["mu_dagger"], "m", lambda inverse: d.solve(above, "r", lambda other: at(inverse, other)))


def _step_on_line(d: Draft, wide: Fact, gap: str, upper: str) -> Fact:
    """The step s = 4/(μ† + L)."""
    total = d.combine("mu_dagger + L > 0", d["mu_dagger"], d["L"])

    def at(inverse: Fact) -> Fact:
        unit, r = d.part(inverse, 1), _positive(d, "r", inverse, total)
        low = d.combine("4*r*mu_dagger > 2", wide, r, unit)
        high = d.combine("4*r*L < 2", wide, r, unit)
        return d.witness(STEP.format(upper), "4*r", d.conj(d.combine("4*r > 0", r), low, high))

    return d.solve(total, "r", at)


def _positive(d: Draft, name: str, inverse: Fact, positive: Fact) -> Fact:
    """b ≥ 0 and ab = 1 give b > 0."""
    unit = d.part(inverse, 1)
    return d.contradiction(f"{name} > 0", lambda no: d.combine("0 > 0", no, unit, positive))


def _only_if(d: Draft, gap: str, upper: str) -> Fact:
    def at(found: Fact) -> Fact:
        positive, low, high = d.parts(found)
        return d.combine(gap, low, high, d["mu_star"], positive, multiplier=[positive])

    return d.implies(STEP.format(upper), lambda window: d.choose(window, "s", at))


escape_window_is_non_empty = Theorem(
    title="When there are steps that leave M and approach the global minimiser",
    statement=Statement(
        NAME,
        "any",
        dict.fromkeys(("mu_star", "L", "mu_dagger"), "scalar"),
        {"mu_star": "mu_star > 0", "L": "L > 0", "mu_dagger": "mu_dagger > 0"},
        " and ".join(
            f"(implies({gap}, {STEP.format(upper)}) and implies({STEP.format(upper)}, {gap}))" for gap, upper in WINDOWS
        ),
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("kinked_pair", {}), ("shifted_pair", {})),
    thresholds=(
        Threshold(
            name="non_empty",
            theorem=NAME,
            symbol="mu_dagger",
            conditions=(WINDOWS[0][0],),
            positive=("mu_dagger", "mu_star", "L"),
            tag="sharp",
            failure="no step expands everywhere in M and contracts everywhere outside it",
            sharpness_witness="plane_family",
        ),
    ),
    outcome="a step that leaves M and approaches x_star exists exactly when mu_dagger*mu_star > L^2",
    remarks="The three windows are those of escape_window, of the seed paper (eta <= mu_star/L^2), and of the line.",
)
