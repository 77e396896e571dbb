"""One large step serves a whole family that small-step SGD, under any noise of a given level, cannot leave."""

from collections.abc import Callable

from proofkit.derivation import Draft, Fact
from proofkit.function_class import rename
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

from ._kept import kept

Block = Callable[[Fact], Fact]
NAME = "noise_is_no_substitute"
SHARP, SMALL, LEVEL = "m > 2*L", "eta*m <= 1", "sigma <= m*rho"
LEAVES = "exists(t, nat, not Phi(t, p) in M)"
ARRIVES = "forall(s, nat, implies(not Phi(s, p) in M, forall(t, nat, Phi(s+1+t, p) == x_star)))"
LARGE = f"forall(p, vector, implies(not p == x_dagger, {LEAVES} and {ARRIVES}))"
STAYS = "forall(t, nat, sq(x(t) - x_dagger) <= rho**2)"

#: a member for any noise level and any small step: 2h + m|p − c|² < L|p − r|² is its M, c and r its minimisers
IN = "2*h + m*sq(p - c) < L*sq(p - r)"
CORE = f"implies(sq(p - c) <= rho**2, {IN})"
REACH = f"implies({IN}, sq(p - c) <= (3*D)**2)"
AWAY = f"not {IN.replace('p - ', 'r - ')}"
INSIDE = f"forall(p, vector, {CORE} and {REACH})"
#: … in which SGD from the core, y with noise z on a field G that is m(p − c) in M, stays in the core
FIELD = f"forall(p, vector, implies({IN}, G(p) == m*(p - c)))"
BEGINS = "sq(y(0) - c) <= rho**2"
STEPS = "forall(t, nat, y(t+1) == y(t) - eta*(G(y(t)) + z(t)))"
NOISY = "forall(t, nat, sq(z(t)) <= sigma**2)"
KEPT = "forall(t, nat, sq(y(t) - c) <= rho**2)"
GIVEN = f"{FIELD} and {BEGINS} and {STEPS} and {NOISY}"
SEQUENCES = {"G": "vector -> vector", "y": "nat -> vector", "z": "nat -> vector"}
TRAPPED = (
    f'forall(G, "vector -> vector", forall(y, "nat -> vector", forall(z, "nat -> vector", implies({GIVEN}, {KEPT}))))'
)
PLACED = f"forall(c, vector, forall(r, vector, implies(sq(c - r) == D**2, {AWAY} and {INSIDE} and {TRAPPED})))"
SIGNS = f"{SHARP} and {SMALL} and rho > 0 and {LEVEL} and D > 0 and h > 0"
MEMBER = f"{SIGNS} and {PLACED}"
UNDER = "sigma >= 0 and eta > 0 and 2*eta*L < 1"


def _some(*names: str, body: str = MEMBER) -> str:
    """∃ over scalars, the first one outermost."""
    for name in reversed(names):
        body = f"exists({name}, scalar, {body})"
    return body


EXISTS = f"forall(sigma, scalar, forall(eta, scalar, implies({UNDER}, {_some('m', 'rho', 'D', 'h')})))"


def _write(d: Draft) -> Fact:
    d.local(**SEQUENCES)
    d.local(p="vector", c="vector", r="vector", s="nat", t="nat", n="nat", i="scalar", k="scalar")
    large = d.generalize(d.implies("not p == x_dagger", lambda off: d.conj(_leaves(d, off), _arrives(d))), "p")
    member = d.implies(UNDER, lambda given: _member(d, *d.parts(given)))
    return d.conj(large, _stays(d), d.generalize(member, "sigma", "eta"))


# -- the large step 1/L ------------------------------------------------------------------------------


def _leaves(d: Draft, off: Fact) -> Fact:
    """In M the step 1/L multiplies the distance to x† by m/L − 1 > 1, but M lies in a ball."""
    factor, distance = "(eta_large*m - 1)", "sq(Phi(t, p) - x_dagger)"
    step = d.contradiction("eta_large > 0", lambda no: d.combine("0 > 0", no, d["eta_large"], d["L"]))
    ratio = d.combine(f"{factor} > 1", d["sharp"], step, d["eta_large"])
    positive = d.contradiction("sq(p - x_dagger) > 0", lambda no: d.combine("0 > 0", no, off, d.norm("p - x_dagger")))
    begin = d.rewrite_to("sq(Phi(0, p) - x_dagger) > 0", d.use(d["start"], ["p"]), "Phi(0, p)", "p", positive)

    def never(no: Fact) -> Fact:
        here, there = "Phi(t, p)", "Phi(t+1, p)"
        inner = d.use(d["inner"], [here], d.use(no, ["t"]))
        moved = d.rewrite(inner, f"g({here})", f"m*({here} - x_dagger)", d.use(d["recurrence"], ["t", "p"]))
        same = d.combine(f"sq({here} - eta_large*(m*({here} - x_dagger)) - x_dagger) >= {factor}**2*{distance}")
        image = f"{here} - eta_large*(m*({here} - x_dagger))"
        grows = d.rewrite_to(f"sq({there} - x_dagger) >= {factor}**2*{distance}", moved, there, image, same)
        square = d.combine(f"{factor}**2 > 1", ratio)
        given = {"a": f"lambda t: {distance}", "k": f"{factor}**2"}
        far = d.cite("growth_is_unbounded", given, begin, d.generalize(grows, "t"), square)

        def beyond(found: Fact) -> Fact:
            return d.combine("0 > 0", found, d.use(d["bounded"], ["Phi(n, p)"], d.use(no, ["n"])))

        return d.choose(d.use(far, ["R**2"]), "n", beyond)

    return d.contradiction(LEAVES, never)


def _arrives(d: Draft) -> Fact:
    """Outside M the step 1/L lands on x*, which is outside M."""

    def lands(time: str, outside: Fact) -> Fact:
        here = f"Phi({time}, p)"
        outer = d.use(d["outer"], [here], outside)
        moved = d.rewrite(outer, f"g({here})", f"L*({here} - x_star)", d.use(d["recurrence"], [time, "p"]))
        off = f"(1 - eta_large*L)*sq({here} - x_star)"
        exact = d.combine(
            f"{here} - eta_large*(L*({here} - x_star)) == x_star",
            d["eta_large"],
            eq_times=[off, f"sq({here} - x_star)"],
        )
        image = f"{here} - eta_large*(L*({here} - x_star))"
        return d.rewrite_to(f"Phi({time}+1, p) == x_star", moved, f"Phi({time}+1, p)", image, exact)

    def after(outside: Fact) -> Fact:
        def again(at: Fact) -> Fact:
            away = d.rewrite_to("not Phi(s+1+t, p) in M", at, "Phi(s+1+t, p)", "x_star", d["away"])
            return lands("s+1+t", away)

        return d.induct("forall(t, nat, Phi(s+1+t, p) == x_star)", "t", lands("s", outside), again)

    return d.generalize(d.implies("not Phi(s, p) in M", after), "s")


# -- the small step, with noise ----------------------------------------------------------------------


def _stays(d: Draft) -> Fact:
    """In the ball the gradient is m(p − x†): 2.9 with b = 1 − ηm, where ησ ≤ (1 − b)ρ says σ ≤ mρ."""

    def gradient(inside: Fact) -> Fact:
        def outside(no: Fact) -> Fact:
            return d.combine("0 > 0", d.use(d["core"], ["p"], no), inside, d["inside"], d["rho"])

        member = d.contradiction("p in M", outside)
        return d.use(d["inner"], ["p"], member)

    level = d.combine("eta*sigma <= (1 - (1 - eta*m))*rho", d["level"], d["step"])
    facts = d["x_start"], d["x_recurrence"], d["noise"], d["step"], d["rho"], d["sigma"]
    same = {name: name for name in ("g", "x", "xi", "x_dagger")}
    return kept(d, same, "m", "rho", gradient, facts, d["small"], level)


# -- a member for every noise level and every small step ---------------------------------------------


def _member(d: Draft, sigma: Fact, step: Fact, small: Fact) -> Fact:
    """m = 1/η and ρ = ησ + 1; then D = (1 + m/L)ρ and h = mρ²/4 are far and high enough."""

    def at(curvature: Fact, inverse: Fact) -> Fact:
        (_, unit), (_, unit_L) = d.parts(curvature), d.parts(inverse)
        positive = d.contradiction("k > 0", lambda no: d.combine("0 > 0", no, unit, step))
        sharp = d.combine("k > 2*L", small, positive, unit, eq_times=["L"])
        share = d.contradiction("i > 0", lambda no: d.combine("0 > 0", no, unit_L, d["L"]))
        far = d.combine("k*i > 2", sharp, share, unit_L)
        wide = d.combine(f"{RHO} > 0", d.combine("eta*sigma >= 0", sigma, step))

        def trapped(inside: Fact) -> Fact:
            return _trapped(d, inside, sigma, step, unit, wide)

        return _witnessed(
            d, [*_signs(d, unit, positive, sharp, far, wide), _placed(d, positive, sharp, far, wide, unit_L, trapped)]
        )

    return d.solve(step, "k", lambda curvature: d.solve(d["L"], "i", lambda inverse: at(curvature, inverse)))


RHO = "(eta*sigma + 1)"
VALUES = {"m": "k", "rho": RHO, "D": f"({RHO} + k*i*{RHO})", "h": f"(k*{RHO}**2/4)"}


def _at(text: str) -> str:
    return rename(text, VALUES)


def _witnessed(d: Draft, parts: list[Fact]) -> Fact:
    fact, names = d.conj(*parts), list(VALUES)
    for k in reversed(range(len(names))):
        known = {name: VALUES[name] for name in names[:k]}
        fact = d.witness(rename(_some(*names[k:]), known), VALUES[names[k]], fact)
    return fact


def _signs(d: Draft, unit: Fact, positive: Fact, sharp: Fact, far: Fact, wide: Fact) -> list[Fact]:
    level = d.combine(_at(LEVEL), unit, positive, eq_times=["sigma"])
    distance = d.combine(_at("D > 0"), wide, d.combine(f"k*i*{RHO} > 0", wide, d.combine("k*i > 0", far)))
    height = d.combine(_at("h > 0"), positive, d.combine(f"{RHO}**2 > 0", wide))
    return [sharp, d.combine(_at(SMALL), unit), wide, level, distance, height]


def _placed(d: Draft, positive: Fact, sharp: Fact, far: Fact, wide: Fact, unit_L: Fact, trapped: Block) -> Fact:
    """‖p − r‖ ≥ D − ρ = (m/L)ρ on the core, and ‖p − r‖² ≤ (3/2)‖p − c‖² + 3‖c − r‖² everywhere."""
    width = d.combine(f"{RHO}**2 > 0", wide)
    height = d.combine(_at("h > 0"), positive, width)
    apart, span = _at("sq(c - r) == D**2"), f"k*i*{RHO}"

    def placed(distance: Fact) -> Fact:
        away = d.combine(_at(AWAY), height, d.combine("k*sq(r - c) >= 0", positive, d.norm("r - c")))

        def core(near: Fact) -> Fact:
            reach = d.combine(_at("sq(c - r) >= D**2"), distance)
            room = d.combine(_at("rho <= D"), d.combine(f"{span} > 0", wide, d.combine("k*i > 0", far)))
            given = {"u": "c - r", "v": "p - c", "a": VALUES["D"], "b": RHO}
            out = d.cite("reverse_triangle_inequality", given, reach, near, d.combine(f"{RHO} >= 0", wide), room)
            scaled = d.combine(f"L*sq(p - r) >= k*(k*i)*{RHO}**2", d["L"], out, unit_L, eq_times=[f"k**2*i*{RHO}**2"])
            inner = d.combine(f"k*sq(p - c) <= k*{RHO}**2", positive, near)
            product = d.combine(f"k*{RHO}**2 > 0", positive, width)
            more = d.combine(f"k*(k*i)*{RHO}**2 > 2*k*{RHO}**2", far, product)
            return d.combine(_at(IN), scaled, inner, more, product)

        def reach(inside: Fact) -> Fact:
            excess = d.combine("(k - 2*L)*sq(p - c) >= 0", sharp, d.norm("p - c"))
            less = d.combine("L*(sq(p - r) - 2*sq(p - c)) > 0", inside, excess, height)
            close = d.combine("sq(p - r) - 2*sq(p - c) > 0", less, d["L"], multiplier=[d["L"]])
            return d.combine(
                _at("sq(p - c) <= (3*D)**2"), close, d.norm("p - c - 2*(c - r)"), distance, d.square(VALUES["D"])
            )

        both = d.conj(d.implies(_at("sq(p - c) <= rho**2"), core), d.implies(_at(IN), reach))
        inside = d.generalize(both, "p")
        return d.conj(away, inside, trapped(inside))

    return d.generalize(d.implies(apart, placed), "c", "r")


def _trapped(d: Draft, inside: Fact, sigma: Fact, step: Fact, unit: Fact, wide: Fact) -> Fact:
    """In the core the field is m(p − c): 2.9 again, with b = 1 − ηm = 0 and ησ ≤ ρ = ησ + 1."""

    def under(given: Fact) -> Fact:
        field, begins, steps, noisy = d.parts(given)

        def known(near: Fact) -> Fact:
            return d.use(field, ["p"], d.use(d.part(d.use(inside, ["p"]), 0), [], near))

        level = d.combine(f"eta*sigma <= (1 - (1 - eta*k))*{RHO}", unit, eq_times=["eta*sigma"])
        facts = begins, steps, noisy, step, d.combine(f"{RHO} >= 0", wide), sigma
        return kept(d, {"g": "G", "x": "y", "xi": "z", "x_dagger": "c"}, "k", RHO, known, facts, unit, level)

    return d.generalize(d.implies(_at(GIVEN), under), *SEQUENCES)


noise_is_no_substitute = Theorem(
    title="Noise is no substitute for a large step",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "x": "nat -> vector",
            "xi": "nat -> vector",
            "M": "vector -> prop",
            "x_star": "vector",
            "x_dagger": "vector",
            **dict.fromkeys(("L", "m", "R", "eta_large", "eta", "rho", "sigma", "R_in"), "scalar"),
        },
        {
            "outer": "forall(p, vector, implies(not p in M, g(p) == L*(p - x_star)))",
            "inner": "forall(p, vector, implies(p in M, g(p) == m*(p - x_dagger)))",
            "bounded": "forall(p, vector, implies(p in M, sq(p - x_dagger) <= R**2))",
            "away": "not x_star in M",
            "core": "forall(p, vector, implies(not p in M, sq(p - x_dagger) >= R_in**2))",
            "L": "L > 0",
            "sharp": SHARP,
            "start": "forall(p, vector, Phi(0, p) == p)",
            "eta_large": "eta_large*(L) == 1",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta_large*g(Phi(t, p))))",
            "x_start": "sq(x(0) - x_dagger) <= rho**2",
            "x_recurrence": "forall(t, nat, x(t+1) == x(t) - eta*(g(x(t)) + xi(t)))",
            "noise": "forall(t, nat, sq(xi(t)) <= sigma**2)",
            "step": "eta > 0",
            "small": SMALL,
            "rho": "rho >= 0",
            "inside": "rho < R_in",
            "sigma": "sigma >= 0",
            "level": LEVEL,
        },
        f"{LARGE} and {STAYS} and {EXISTS}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}), ("shifted_pair", {})),
    conditions=(
        Condition("opsc", "L", "x_star", "not M", ("outer",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("outer",)),
        Condition("opsc", "m", "x_dagger", "M", ("inner",)),
        Condition("upper_error_bound", "m", "x_dagger", "M", ("inner",)),
        Condition("containment", "R", "x_dagger", "M", ("bounded",)),
        Condition("separation", "", "x_dagger", "M", ("away",)),
        Condition("distance", "R_in", "x_dagger", "not M", ("core",)),
    ),
    formulas={"large_step": "eta_large"},
    thresholds=(
        Threshold(
            name="curvature",
            theorem=NAME,
            symbol="m",
            conditions=(SHARP, SMALL),
            positive=("m", "L", "eta"),
            tag="sharp",
            failure="below, the large step does not leave M; above, noise of level m*rho drives the small step out",
            sharpness_witness="shifted_pair",
        ),
        Threshold(
            name="noise",
            theorem=NAME,
            symbol="sigma",
            conditions=(LEVEL,),
            positive=("sigma", "m", "rho"),
            tag="sharp",
            failure="noise that always pushes outwards drives the small step out of the ball",
            sharpness_witness="shifted_pair",
        ),
    ),
    by_definition=("start", "eta_large", "recurrence", "x_recurrence"),
    assumed=("x_start", "noise"),
    example_step="1/(2*m)",
    outcome="SGD with this step and noise at most sigma never leaves the ball, while gradient descent with the one step"
    " 1/L, from every start but x_dagger, is at x_star one step after it leaves M",
    remarks="eta is the small step, eta_large = 1/L the large one. The last part of the conclusion: for every noise"
    " level and every small step below 1/(2L) some m, rho, D and h describe a member of the family, with"
    " M the set of p with 2*h + m*|p - c|^2 < L*|p - r|^2, in which every orbit of SGD from the ball of radius rho"
    " about c, with noise"
    " of at most that level, stays in it; for every level there is a function, against one large step for all.",
)
