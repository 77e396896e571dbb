"""Almost no orbit stays near a point at which the map has a self-adjoint derivative with an eigenvalue beyond ±1.

The derivative D need only be strict: G(x) − G(y) − D(x − y) is small beside x − y near the point, as it is where G is
C¹. D may be singular, and its eigenvalues repeated. For k between 1 and a² off the spectrum of D², the form
Q(w) = ‖Dw‖² − k‖w‖² of the difference of two orbits that stay near grows by k at each step, and is bounded; so it is
never positive, no two starts differ by a vector near the direction v, and the starts lie on a Lipschitz graph.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

STAYS = "forall(t, nat, sq(Phi(t, {}) - b) <= rho**2)"
GAP = "(Phi({0}, p) - Phi({0}, r))"
FORM = "sq(D({0})) - k*sq({0})"


def _write(d: Draft) -> Fact:
    d.local(u="vector", w="vector", z="vector", p="vector", r="vector", s="scalar", t="nat")
    d.local(k="scalar", c="scalar", C="scalar", e="scalar", rho="scalar", i="scalar", B="scalar")
    given = {"A": "lambda w: D(D(w))", "low": "1", "high": "a**2"}
    some = d.cite("finite_spectrum", given, _twice_linear(d), d.combine("1 < a**2", d["beyond"]))
    return d.choose(some, "k", lambda at: _off_spectrum(d, *d.parts(at)))


def _twice_linear(d: Draft) -> Fact:
    once, again = d.use(d["linear"], ["u", "w", "s"]), d.use(d["linear"], ["D(u)", "D(w)", "s"])
    goal = "D(D(u + s*w)) == D(D(u)) + s*D(D(w))"
    return d.generalize(d.rewrite_to(goal, once, "D(u + s*w)", "D(u) + s*D(w)", again), "u", "w", "s")


def _off_spectrum(d: Draft, low: Fact, high: Fact, bounds: Fact) -> Fact:
    def upper(at: Fact, lower: Fact) -> Fact:
        names = {name: name for name in ("D", "k", "c", "C")}
        positive = d.combine("k > 0", low)
        both = d.cite("unstable_form_grows", names, d["linear"], d["symmetric"], positive, lower, at)
        bounded, some = d.parts(both)
        return d.choose(bounded, "B", lambda size: close(size, some))

    def close(size: Fact, some: Fact) -> Fact:
        return d.choose(some, "e", lambda found: _near(d, low, high, size, *d.parts(found)))

    def lower(found: Fact) -> Fact:
        positive, some = d.parts(found)
        return d.choose(some, "C", lambda at: upper(at, positive))

    return d.choose(bounds, "c", lower)


def _near(d: Draft, low: Fact, high: Fact, size: Fact, close: Fact, grows: Fact) -> Fact:
    """In a ball where G differs from D by little, the starts whose orbits stay lie on a graph over v's complement."""

    def ball(found: Fact) -> Fact:
        positive, strict = d.parts(found)
        square = d.combine("a**2 > 0", high, low)
        null = d.solve(square, "i", lambda root: _graph(d, d.part(root, 1), square, high, _apart(d, *facts, strict)))
        goal = f"exists(rho, scalar, rho > 0 and measure_le(p, {STAYS.format('p')}, 0))"
        return d.witness(goal, "rho", d.conj(positive, null))

    facts = low, size, grows
    return d.choose(d.use(d["derivative"], ["e"], close), "rho", ball)


def _graph(d: Draft, unit: Fact, square: Fact, high: Fact, flat: Fact) -> Fact:
    """a²⟨w,v⟩² = ⟨Dw,v⟩² ≤ ‖Dw‖²‖v‖² ≤ k‖w‖²‖v‖²."""

    def apart(both: Fact) -> Fact:
        below = d.use(flat, ["p", "r"], both)
        turned = d.use(d["symmetric"], ["p - r", "v"])
        moved = d.rewrite(d["eigenvector"], "D(v)", "a*v", turned)
        longest = d.cite("cauchy_schwarz", {"u": "D(p - r)", "v": "v"})
        along = d.combine("dot(D(p - r), v)**2 == a**2*dot(p - r, v)**2", moved,
                          eq_times=["dot(D(p - r), v)", "a*dot(p - r, v)"])  # fmt: skip
        slim = d.combine("a**2*dot(p - r, v)**2 <= k*sq(p - r)*sq(v)", along, longest, below, d["direction"])
        goal = "(1 - k*i)*sq(v)*sq(p - r) <= sq(v)*sq(p - r) - dot(p - r, v)**2"
        times = ["dot(p - r, v)**2", "k*sq(v)*sq(p - r)"]
        return d.combine(goal, slim, unit, square, multiplier=[square], eq_times=times)

    share = d.combine("1 - k*i > 0", high, unit, square, multiplier=[square], eq_times=["k"])
    far = d.generalize(d.implies(f"({STAYS.format('p')}) and ({STAYS.format('r')})", apart), "p", "r")
    given = {"S": f"lambda p: {STAYS.format('p')}", "v": "v", "c": "1 - k*i"}
    return d.cite("graphs_are_null", given, d["direction"], share, far)


def _apart(d: Draft, low: Fact, size: Fact, grows: Fact, strict: Fact) -> Fact:
    """Two orbits that stay differ at the start by a vector w with Q(w) ≤ 0."""

    def pair(both: Fact) -> Fact:
        first, second = d.parts(both)
        step = d.generalize(_growth(d, first, second, grows, strict), "t")
        goal = "sq(D(p - r)) <= k*sq(p - r)"

        def unbounded(no: Fact) -> Fact:
            start = _at_start(d, f"{FORM.format(GAP.format('0'))} > 0", d.combine(f"{FORM.format('(p - r)')} > 0", no))
            given = {"a": f"lambda t: {FORM.format(GAP.format('t'))}", "k": "k"}
            far = d.use(d.cite("growth_is_unbounded", given, start, step, low), ["B*4*rho**2"])
            return d.choose(far, "t", lambda beyond: clash(beyond))

        def clash(beyond: Fact) -> Fact:
            gap, (norm, bound) = GAP.format("t"), d.parts(size)
            here = d.use(first, ["t"]), d.use(second, ["t"])
            near = d.combine(f"sq({gap}) <= 4*rho**2", *here, d.norm("Phi(t, p) + Phi(t, r) - 2*b"))
            below = d.use(bound, [gap])
            bounded = d.combine(f"sq(D({gap})) <= B*4*rho**2", near, below, norm)
            shrunk = d.combine(f"k*sq({gap}) >= 0", low, d.norm(gap))
            return d.combine("0 > 0", beyond, bounded, shrunk)

        return d.contradiction(goal, unbounded)

    condition = f"({STAYS.format('p')}) and ({STAYS.format('r')})"
    return d.generalize(d.implies(condition, pair), "p", "r")


def _at_start(d: Draft, goal: str, fact: Fact) -> Fact:
    """Φ(0, p) = p and Φ(0, r) = r."""
    half = goal.replace("Phi(0, p)", "p")
    once = d.rewrite_to(half, d.use(d["start"], ["r"]), "Phi(0, r)", "r", fact)
    return d.rewrite_to(goal, d.use(d["start"], ["p"]), "Phi(0, p)", "p", once)


def _growth(d: Draft, first: Fact, second: Fact, grows: Fact, strict: Fact) -> Fact:
    here, there, gap, moved = "Phi(t, p)", "Phi(t, r)", GAP.format("t"), GAP.format("t+1")
    inside = d.conj(d.use(first, ["t"]), d.use(second, ["t"]))
    close = d.use(strict, [here, there], inside)
    for start in ("p", "r"):
        step = d.use(d["recurrence"], ["t", start])
        old, new = f"Phi(t+1, {start})", f"G(Phi(t, {start}))"
        text = str(close).replace(new, old)
        close = d.rewrite_to(text, step, old, new, close)
    return d.combine(f"{FORM.format(moved)} >= k*({FORM.format(gap)})", d.use(grows, [gap, moved], close))


orbits_near_unstable_points_are_null = Lemma(
    Statement(
        "orbits_near_unstable_points_are_null",
        "any",
        {
            "Phi": "nat, vector -> vector",
            "G": "vector -> vector",
            "D": "vector -> vector",
            "b": "vector",
            "v": "vector",
            "a": "scalar",
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == G(Phi(t, p))))",
            "linear": "forall(u, vector, forall(w, vector, forall(s, scalar, D(u + s*w) == D(u) + s*D(w))))",
            "symmetric": "forall(u, vector, forall(w, vector, dot(D(u), w) == dot(u, D(w))))",
            "derivative": "forall(e, scalar, implies(e > 0, exists(r, scalar, r > 0 and forall(x, vector,"
            " forall(y, vector, implies(sq(x - b) <= r**2 and sq(y - b) <= r**2,"
            " sq(G(x) - G(y) - D(x - y)) <= e*sq(x - y)))))))",
            "direction": "sq(v) > 0",
            "eigenvector": "D(v) == a*v",
            "beyond": "a**2 > 1",
        },
        f"exists(rho, scalar, rho > 0 and measure_le(p, {STAYS.format('p')}, 0))",
    ),
    _write,
)
