"""Of the starts in any set, those that converge to x† have at least the measure of the set's part of the ball."""

from collections.abc import Callable

from proofkit.derivation import Draft, Fact

BALL = "sq(p - x_dagger) <= rho**2"
TENDS = "tends(t, sq(Phi(t, p) - x_dagger))"
INSIDE, CONVERGES = f"p in W and {BALL}", f"p in W and {TENDS}"
SHARE = (
    'forall(W, "vector -> prop", forall(c, scalar,'
    f" implies(measure_le(p, {CONVERGES}, c), measure_le(p, {INSIDE}, c))))"
)
REMARK = (
    "For a start drawn uniformly from W, the probability of converging to x_dagger is at least vol(B)/vol(W), B the"
    " part of W within rho of x_dagger."
)


def share(d: Draft, converges: Callable[[Fact], Fact]) -> Fact:
    """Prove SHARE; `converges` proves TENDS from BALL. Needs the locals p, c and W."""

    def tends(inside: Fact) -> Fact:
        return d.conj(d.part(inside, 0), converges(d.part(inside, 1)))

    def bound(converging: Fact) -> Fact:
        sets = {"A": f"lambda p: {INSIDE}", "B": f"lambda p: {CONVERGES}", "a": "c", "b": "c"}
        inclusion = d.generalize(d.implies(INSIDE, tends), "p")
        return d.cite("measure_monotone", sets, inclusion, converging, d.combine("c <= c"))

    return d.generalize(d.implies(f"measure_le(p, {CONVERGES}, c)", bound), "W", "c")
