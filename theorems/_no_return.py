"""What the theorems on large steps share: no-return, for M in a closed ball or, weakened to ≤, in an open one."""

from __future__ import annotations

from proofkit.derivation import Draft, Fact

#: sup of distances, R and no-return, for M in the closed ball of radius R about x† and for M in the open one
RADIUS = "forall(p, vector, implies(p in M, sq(p - x_dagger) {} R**2))"
CONTAINMENT = {False: "containment", True: "open_containment"}


def radius(is_open: bool) -> dict[str, str]:
    """Return the hypotheses on M's radius, by label.

    Args:
        is_open: whether M lies in the open ball.
    """
    return {"radius": RADIUS.format("<" if is_open else "<="), "R": "R > 0" if is_open else "R >= 0"}


def no_return(q: str, is_open: bool) -> str:
    """Return the no-return inequality with this factor q outside M, as kernel text."""
    return f"{q}*(D + b*R) {'<=' if is_open else '<'} D - R"


def ball(d: Draft, q: str, sign: Fact, reach: Fact, no_return: Fact) -> dict[str, Fact]:
    """Derive what the lemma on orbits asks of q and of M's ball.

    Args:
        d: the derivation, of a statement with the hypotheses of `radius`.
        q: kernel text of the factor outside M; sign: q >= 0; reach: b >= 0; no_return: the inequality.
    """
    facts = no_return, sign, reach, d["R"], d["D"]
    return {
        "radius": _closed(d),
        "R": d.combine("R >= 0", d["R"]),
        "q": sign,
        "q_below_1": d.contradiction(f"{q} < 1", lambda no: d.combine("0 > 0", no, *facts, degree=3)),
        "b": reach,
        "away": d.generalize(d.implies("p in M", lambda inside: _away(d, q, facts, inside)), "p"),
    }


def _closed(d: Draft) -> Fact:
    def at(inside: Fact) -> Fact:
        return d.combine("sq(p - x_dagger) <= R**2", d.use(d["radius"], ["p"], inside))

    return d.generalize(d.implies("p in M", at), "p")


def _away(d: Draft, q: str, facts: tuple[Fact, ...], inside: Fact) -> Fact:
    """With r = ‖p − x†‖: q(D + bR) < D − r ≤ ‖p − x*‖."""
    return d.solve(d.norm("p - x_dagger"), "r", lambda root: _away_by(d, q, facts, inside, *d.parts(root)))


def _away_by(d: Draft, q: str, facts: tuple[Fact, ...], inside: Fact, sign: Fact, root: Fact) -> Fact:
    near, (short, *signs) = d.use(d["radius"], ["p"], inside), facts
    relation = "<" if near.formula[0] == "gt" else "<="
    less = d.contradiction(f"r {relation} R", lambda no: d.combine("0 > 0", no, near, root, sign, d["R"]))
    room = d.combine(f"{q}*(D + b*R) < D - r", short, less)
    product = d.combine(f"{q}*(D + b*R) >= 0", *signs, degree=3)
    apart = d.combine("sq(x_dagger - x_star) >= D**2", d["D_squared"])
    given = {"u": "x_dagger - x_star", "v": "p - x_dagger", "a": "D", "b": "r"}
    within = d.combine("sq(p - x_dagger) <= r**2", root)
    far = d.cite("reverse_triangle_inequality", given, apart, within, sign, d.combine("r <= D", room, product))
    return d.combine(f"sq(p - x_star) > ({q}*(D + b*R))**2", far, room, product)
