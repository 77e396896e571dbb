"""Where the gradient is a constant vector γe, e a unit vector, descent walks straight: x(t) = (s − tηγ)e for t ≤ n."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

PLACE = "(s - ({})*eta*gamma)*e"
AT = "implies({0} <= n, x({0}) == " + PLACE.replace("{}", "{0}") + " and u(x({0})) == gamma*e)"


def _write(d: Draft) -> Fact:
    d.local(t="nat")
    base = d.implies("0 <= n", lambda less: _slope(d, "0", d["start"], less))

    def later(here: Fact) -> Fact:
        return d.implies("t + 1 <= n", lambda less: _next(d, d.use(here, (), d.combine("t <= n", less)), less))

    return d.induct(f"forall(t, nat, {AT.format('t')})", "t", base, later)


def _slope(d: Draft, index: str, place: Fact, less: Fact) -> Fact:
    """The place is on the ramp, as s − tηγ ≥ s − nηγ ≥ w."""
    point = PLACE.format(index)
    fall = d.combine("eta*gamma >= 0", d["step"], d["gamma"])
    ahead = d.combine(f"s - ({index})*eta*gamma >= w", d["far"], fall, less)
    on = d.combine(f"dot({point}, e) >= w", ahead, d["e"], eq_times=["s", f"({index})*eta*gamma"])
    here = d.rewrite_to(f"dot(x({index}), e) >= w", place, f"x({index})", point, on)
    return d.conj(place, d.use(d["ramp"], [f"x({index})"], here))


def _next(d: Draft, here: Fact, less: Fact) -> Fact:
    place, slope = d.parts(here)
    move = d.use(d["recurrence"], ["t"])
    moved = d.rewrite_to("x(t+1) == x(t) - eta*gamma*e", slope, "u(x(t))", "gamma*e", move)
    goal = f"x(t+1) == {PLACE.format('t+1')}"
    return _slope(d, "t+1", d.rewrite_to(goal, place, "x(t)", PLACE.format("t"), moved), less)


descent_on_a_ramp = Lemma(
    Statement(
        "descent_on_a_ramp",
        "any",
        {
            "u": "vector -> vector",
            "x": "nat -> vector",
            "e": "vector",
            "n": "nat",
            **dict.fromkeys(("w", "s", "gamma", "eta"), "scalar"),
        },
        {
            "e": "sq(e) == 1",
            "step": "eta > 0",
            "gamma": "gamma >= 0",
            "ramp": "forall(p, vector, implies(dot(p, e) >= w, u(p) == gamma*e))",
            "recurrence": "forall(t, nat, x(t+1) == x(t) - eta*u(x(t)))",
            "start": "x(0) == (s - 0*eta*gamma)*e",
            "far": "s >= w + n*eta*gamma",
        },
        f"forall(t, nat, {AT.format('t')})",
    ),
    _write,
)
