"""The reduced map of self-stabilisation, about its fixed point 0: only the orbit of 0 stays near 0.

Its linear part u + 2ηc·y, y − ηb·u/2 multiplies V = b·u² + 4c·y² by exactly 1 + η²bc.
"""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

BENT = "(y(t)*(2*eta*u(t) + eta**2*c*y(t) + eta**2*u(t)*y(t)))"
LINEAR = "(u(t) + 2*eta*c*y(t))"
FIRST, SECOND = f"u(t+1) == {LINEAR} + {BENT}", "y(t+1) == y(t) - eta*b*u(t)/2"
ORBIT = f"forall(t, nat, {FIRST} and {SECOND})"
STAYS = "forall(t, nat, u(t)**2 + y(t)**2 < r)"
GOAL = (
    'exists(r, scalar, r > 0 and forall(u, "nat -> scalar", forall(y, "nat -> scalar",'
    f" implies({ORBIT} and {STAYS}, u(0) == 0 and y(0) == 0))))"
)
Q = "(eta**2*b*c)"
K = "(4*eta**2 + eta**4*c**2 + eta**4)"
#: with i = 1/q and j = 1/(8 + 8q): k = qj and 1/k = (8 + 8q)i
SHARE, WEIGHT = f"({Q}*j)", f"((8 + 8*{Q})*i)"
TOTAL = f"({Q}*c + 3*b*{K}*{WEIGHT})"
V = "(b*u({t})**2 + 4*c*y({t})**2)"


def _write(d: Draft) -> Fact:
    """V(t+1) ≥ (1 + q/2)V(t) near 0, with q = η²bc: V would grow without bound."""
    d.local(t="nat", r="scalar", i="scalar", j="scalar", h="scalar", u="nat -> scalar", y="nat -> scalar")
    q = d.combine(f"{Q} > 0", d.combine("eta**2 > 0", d["eta"]), d["b"], d["c"], degree=3)

    def inverses(one: Fact) -> Fact:
        larger = d.combine(f"8 + 8*{Q} > 0", q)
        return d.solve(larger, "j", lambda two: radius(one, two))

    def radius(one: Fact, two: Fact) -> Fact:
        i = d.contradiction("i > 0", lambda no: d.combine("0 > 0", d.part(one, 1), no, q))
        weight = d.combine(f"{WEIGHT} > 0", i, q)
        curved = d.combine(f"{K} >= 0", d.square("eta"), d.square("eta**2"), d.square("eta**2*c"), degree=1)
        extra = d.combine(f"3*b*{K}*{WEIGHT} >= 0", d["b"], curved, weight, degree=3)
        total = d.combine(f"{TOTAL} > 0", extra, d.combine(f"{Q}*c > 0", q, d["c"]))
        return d.solve(total, "h", lambda root: at((one, two, q, weight, extra, total), root))

    def at(known: tuple[Fact, ...], root: Fact) -> Fact:
        unit, total = d.part(root, 1), known[-1]
        h = d.contradiction("h > 0", lambda no: d.combine("0 > 0", unit, no, total))
        small = f"{Q}*c*h"
        positive = d.combine(f"{small} > 0", d.combine(f"{Q}*c > 0", q, d["c"]), h)
        given = f"{ORBIT} and {STAYS.replace('< r', f'< {small}')}"
        orbits = d.implies(given, lambda orbit: _orbit(d, known, (unit, h), orbit))
        return d.witness(GOAL, small, d.conj(positive, d.generalize(orbits, "u", "y")))

    return d.solve(q, "i", inverses)


def _orbit(d: Draft, known: tuple[Fact, ...], scale: tuple[Fact, Fact], orbit: Fact) -> Fact:
    always, stays = d.parts(orbit)
    q = known[2]
    here, start = V.format(t="t"), V.format(t="0")
    grows = d.generalize(_grows(d, known, scale, d.use(always, ["t"]), d.use(stays, ["t"])), "t")
    small = f"{Q}*c*h"

    def moving(no: Fact) -> Fact:
        given = {"a": f"lambda t: {here}", "k": f"1 + {Q}/2"}
        unbounded = d.cite("growth_is_unbounded", given, no, grows, d.combine(f"1 + {Q}/2 > 1", q))
        limit = f"(b + 4*c)*({small})"

        def beyond(above: Fact) -> Fact:
            near = d.use(stays, ["t"])
            parts = d.combine(
                f"b*({small} - u(t)**2) >= 0", near, d["b"], d.combine("b*y(t)**2 >= 0", d["b"], d.square("y(t)"))
            )
            others = d.combine(
                f"4*c*({small} - y(t)**2) >= 0", near, d["c"], d.combine("c*u(t)**2 >= 0", d["c"], d.square("u(t)"))
            )
            return d.combine("0 > 0", above, parts, others, degree=1)

        return d.choose(d.use(unbounded, [limit]), "t", beyond)

    none = d.contradiction(f"{start} <= 0", moving)
    sides = d.combine("c*y(0)**2 >= 0", d["c"], d.square("y(0)")), d.combine("b*u(0)**2 >= 0", d["b"], d.square("u(0)"))

    def zero(name: str, factor: str) -> Fact:
        def positive(no: Fact) -> Fact:
            return d.combine("0 > 0", d.combine(f"{factor}*{name}(0)**2 > 0", no, d[factor]), *sides, none)

        return d.contradiction(f"{name}(0) == 0", positive)

    return d.conj(zero("u", "b"), zero("y", "c"))


def _grows(d: Draft, known: tuple[Fact, ...], scale: tuple[Fact, Fact], step: Fact, near: Fact) -> Fact:
    """2·(linear)·(bent) ≥ −k·(linear)² − (bent)²/k, and both are at most qV/4 here."""
    one, two, q, weight, extra, _ = known
    unit, h = scale
    first, second = d.parts(step)
    here, later = V.format(t="t"), V.format(t="t+1")
    young = d.combine(f"{WEIGHT}*({SHARE}*{LINEAR} + {BENT})**2 >= 0", weight, d.square(f"{SHARE}*{LINEAR} + {BENT}"))
    both = d.combine(f"{SHARE}*{WEIGHT} == 1", d.part(one, 1), d.part(two, 1), eq_times=[f"j*(8 + 8*{Q})", "1"])
    young = d.combine(
        f"2*{LINEAR}*{BENT} >= -{SHARE}*{LINEAR}**2 - {WEIGHT}*{BENT}**2",
        young,
        both,
        eq_times=[f"{SHARE}*{LINEAR}**2", f"{LINEAR}*{BENT}"],
    )
    straight = _straight(d, two, q)
    curved = _curved(d, (weight, unit, h, q, extra), near)
    first_squared = d.combine(f"u(t+1)**2 == ({LINEAR} + {BENT})**2", first, eq_times=["u(t+1)", f"{LINEAR} + {BENT}"])
    second_squared = d.combine(
        "y(t+1)**2 == (y(t) - eta*b*u(t)/2)**2", second, eq_times=["y(t+1)", "y(t) - eta*b*u(t)/2"]
    )
    return d.combine(
        f"{later} >= (1 + {Q}/2)*{here}",
        d.combine(f"b*u(t+1)**2 == b*({LINEAR} + {BENT})**2", first_squared, eq_times=["b"]),
        d.combine("c*y(t+1)**2 == c*(y(t) - eta*b*u(t)/2)**2", second_squared, eq_times=["c"]),
        d.combine(f"b*(2*{LINEAR}*{BENT} + {SHARE}*{LINEAR}**2 + {WEIGHT}*{BENT}**2) >= 0", young, d["b"]),
        d.combine(f"b*{BENT}**2 >= 0", d["b"], d.square(BENT)),
        straight,
        curved,
        degree=1,
    )


def _straight(d: Draft, two: Fact, q: Fact) -> Fact:
    """b·(linear)² ≤ 2b·u² + 8η²bc²·y² ≤ (2 + 2q)V, and (8 + 8q)k = q."""
    here = V.format(t="t")
    square = d.combine("b*(u(t) - 2*eta*c*y(t))**2 >= 0", d["b"], d.square("u(t) - 2*eta*c*y(t)"))
    sides = (
        d.combine(f"{Q}*b*u(t)**2 >= 0", d.combine(f"{Q}*b > 0", q, d["b"]), d.square("u(t)")),
        d.combine("c*y(t)**2 >= 0", d["c"], d.square("y(t)")),
    )
    bound = d.combine(f"b*{LINEAR}**2 <= (2 + 2*{Q})*{here}", square, *sides, degree=1)
    share = d.combine(f"{SHARE} >= 0", q, d.part(two, 0))
    scaled = d.combine(f"{SHARE}*((2 + 2*{Q})*{here} - b*{LINEAR}**2) >= 0", bound, share)
    return d.combine(f"{SHARE}*b*{LINEAR}**2 <= {Q}*{here}/4", scaled, d.part(two, 1), eq_times=[f"{Q}*{here}"])


def _curved(d: Draft, known: tuple[Fact, ...], near: Fact) -> Fact:
    """(bent)² ≤ 3K·r·y² where u² + y² < r ≤ 1, and 3bK·r/k ≤ q·c."""
    weight, unit, h, q, extra = known
    small = f"{Q}*c*h"
    one = d.combine(f"{small} <= 1", unit, d.combine(f"3*b*{K}*{WEIGHT}*h >= 0", extra, h))
    u2, y2 = d.square("u(t)"), d.square("y(t)")
    u_low, y_low = d.combine(f"{small} - u(t)**2 >= 0", near, y2), d.combine(f"{small} - y(t)**2 >= 0", near, u2)
    unit_y = d.combine("1 - y(t)**2 >= 0", y_low, one)
    a, b, c = "2*eta*u(t)", "eta**2*c*y(t)", "eta**2*u(t)*y(t)"
    spread = [d.square(f"{p} - {s}") for p, s in ((a, f"({b})"), (a, f"({c})"), (b, f"({c})"))]
    cross = d.combine("eta**4*u(t)**2*(1 - y(t)**2) >= 0", unit_y, d.square("eta**2*u(t)"))
    parts = [
        d.combine(f"eta**2*({small} - u(t)**2) >= 0", u_low, d.square("eta")),
        d.combine(f"eta**4*c**2*({small} - y(t)**2) >= 0", y_low, d.square("eta**2*c")),
        d.combine(f"eta**4*({small} - u(t)**2) >= 0", u_low, d.square("eta**2")),
    ]
    inner = d.combine(f"({a} + {b} + {c})**2 <= 3*{K}*({small})", *spread, cross, *parts, degree=1)
    bent = d.combine(f"{BENT}**2 <= 3*{K}*({small})*y(t)**2", inner, y2)
    heavy = d.combine(f"b*{WEIGHT} > 0", weight, d["b"])
    scaled = d.combine(f"b*{WEIGHT}*(3*{K}*({small})*y(t)**2 - {BENT}**2) >= 0", bent, heavy)
    cap = d.combine(f"3*b*{K}*{WEIGHT}*h <= 1", unit, d.combine(f"{small} >= 0", d.combine(f"{Q}*c > 0", q, d["c"]), h))
    level = d.combine(f"{Q}*c*y(t)**2 >= 0", d.combine(f"{Q}*c > 0", q, d["c"]), y2)
    capped = d.combine(f"{Q}*c*y(t)**2*(1 - 3*b*{K}*{WEIGHT}*h) >= 0", level, cap)
    rest = d.combine(f"{Q}*b*u(t)**2 >= 0", d.combine(f"{Q}*b > 0", q, d["b"]), u2)
    return d.combine(f"b*{WEIGHT}*{BENT}**2 <= {Q}*{V.format(t='t')}/4", scaled, capped, rest, degree=1)


expanding_rotation_repels = Lemma(
    Statement(
        "expanding_rotation_repels",
        "any",
        dict.fromkeys(("eta", "b", "c"), "scalar"),
        {"eta": "eta > 0", "b": "b > 0", "c": "c > 0"},
        GOAL,
    ),
    _write,
)
