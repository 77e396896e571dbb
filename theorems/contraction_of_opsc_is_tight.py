"""In the plane and above a gradient attains the one-step factor of one-point strong convexity, at every step."""

from proofkit import discovery
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem

NAME = "contraction_of_opsc_is_tight"
FACTOR = str(discovery.theorem("contraction_of_opsc").formulas["squared_factor"])
#: the gradient at c + u: μu, and as much across it as the length L‖u‖ leaves
GRADIENT = "(mu*u + z*v)"
AT = FACTOR.replace("eta", "s")
ATTAINED = (
    f"exists(z, scalar, z >= 0 and z*z == L**2 - mu**2 and dot({GRADIENT}, u) == mu*sq(u)"
    f" and sq({GRADIENT}) == L**2*sq(u) and forall(s, scalar, sq(u - s*{GRADIENT}) == ({AT})*sq(u)))"
)
BEST = f"forall(s, scalar, L**2*({AT}) >= L**2 - mu**2 and implies(s*L**2 == mu, L**2*({AT}) == L**2 - mu**2))"


def _write(d: Draft) -> Fact:
    d.local(s="scalar", z="scalar")
    room = d.combine("L**2 - mu**2 >= 0", d["order"], d["mu"])
    return d.conj(d.solve(room, "z", lambda root: _attained(d, root)), _best(d))


def _attained(d: Draft, root: Fact) -> Fact:
    """‖μu + zv‖² = (μ² + z²)‖u‖², with z² = L² − μ²."""
    sign, square = d.parts(root)
    across, even = d["across"], d["even"]
    slope = d.combine(f"dot({GRADIENT}, u) == mu*sq(u)", across, eq_times=["z"])
    times = ["z**2", "2*mu*z", "sq(u)"]
    size = d.combine(f"sq({GRADIENT}) == L**2*sq(u)", across, even, square, eq_times=times)
    attained = d.combine(f"sq(u - s*{GRADIENT}) == ({AT})*sq(u)", slope, size, eq_times=["s", "2*s", "s**2"])
    return d.witness(ATTAINED, "z", d.conj(sign, square, slope, size, d.generalize(attained, "s")))


def _best(d: Draft) -> Fact:
    """L²·factor = L² − μ² + (sL² − μ)²."""
    least = d.combine(f"L**2*({AT}) >= L**2 - mu**2", d.square("s*L**2 - mu"))
    goal, times = f"L**2*({AT}) == L**2 - mu**2", ["s*L**2", "mu", "1"]
    at_best = d.implies("s*L**2 == mu", lambda same: d.combine(goal, same, eq_times=times))
    return d.generalize(d.conj(least, at_best), "s")


contraction_of_opsc_is_tight = Theorem(
    title="The one-step factor of one-point strong convexity is attained, and smallest at the step mu/L^2",
    statement=Statement(
        NAME,
        "any",
        {"u": "vector", "v": "vector", "mu": "scalar", "L": "scalar"},
        {"across": "dot(u, v) == 0", "even": "sq(v) == sq(u)", "mu": "mu >= 0", "order": "mu <= L"},
        f"{ATTAINED} and {BEST}",
    ),
    write=_write,
    source="guille-escuret2022gradient",
    witnesses=(("plane_family", {}),),
    conditions=(
        Condition("opsc", "mu", "center", "S"),
        Condition("upper_error_bound", "L", "center", "S"),
    ),
    formulas={"squared_factor": FACTOR, "least_times_L_squared": "L**2 - mu**2"},
    by_definition=("across", "even"),
    outcome="at every step some point's squared distance to the center is multiplied by exactly the proved factor",
    remarks="u is any vector from the centre and v one of the same length across it, which exists in dimension 2 and"
    " above: mu*u + z*v is a gradient that both classes allow at c + u. On the line the factor is smaller"
    " (contraction_of_opsc_on_line). plane_family has such a point.",
)
