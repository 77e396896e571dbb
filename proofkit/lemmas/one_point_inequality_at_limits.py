"""⟨g(p), p − c⟩ ≥ μ‖p − c‖² on S passes to a limit u of g at a point b that S accumulates at."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

LIMIT = (
    "forall(eps, scalar, implies(eps > 0, exists(delta, scalar, delta > 0 and"
    " forall(p, vector, implies(p in S and sq(p - b) < delta, sq(g(p) - u) < eps)))))"
)
GAP = "mu*sq(b - c) - dot(u, b - c)"
A = "u - 2*mu*(b - c)"


def _write(d: Draft) -> Fact:
    d.local(p="vector", **dict.fromkeys(("s", "K", "l", "delta"), "scalar"))
    return d.contradiction("dot(u, b - c) >= mu*sq(b - c)", lambda gap: _scales(d, gap))


def _scales(d: Draft, gap: Fact) -> Fact:
    """With γ the gap: s(‖a‖² + ‖b−c‖² + 1) = 1, Kγs = 1, and l(K/2 + 3/2 + μ²) = 1."""
    total = d.combine(f"sq({A}) + sq(b - c) + 1 > 0", d.norm(A), d.norm("b - c"))

    def with_s(found: Fact) -> Fact:
        s = _positive(d, "s", found, total)
        kappa = d.combine(f"({GAP})*s > 0", gap, s)
        return d.solve(kappa, "K", lambda other: with_k(found, s, kappa, other))

    def with_k(found: Fact, s: Fact, kappa: Fact, other: Fact) -> Fact:
        size = d.combine("K/2 + 3/2 + mu**2 > 0", d.part(other, 0), d.square("mu"))

        def with_l(last: Fact) -> Fact:
            positive = _positive(d, "l", last, size)
            bound = d.combine(f"({GAP})*l/4 > 0", gap, positive)
            near = d.use(d["limit"], [f"({GAP})*l/4"], bound)
            clash = _Clash(d, gap, found, s, kappa, other, last, bound)
            return d.choose(near, "delta", clash.at_delta)

        return d.solve(size, "l", with_l)

    return d.solve(total, "s", with_s)


def _positive(d: Draft, name: str, inverse: Fact, positive: Fact) -> Fact:
    """b ≥ 0 and ab = 1 give b > 0."""
    unit = d.part(inverse, 1)
    return d.contradiction(f"{name} > 0", lambda no: d.combine("0 > 0", no, unit, positive))


class _Clash:
    """A point of S so close to b that the inequality fails there."""

    def __init__(self, d: Draft, gap: Fact, s: Fact, s_pos: Fact, kappa: Fact, big: Fact, small: Fact, bound: Fact):
        self.d, self.gap, self.s_pos, self.kappa, self.bound = d, gap, s_pos, kappa, bound
        self.s_unit, self.small_unit = d.part(s, 1), d.part(small, 1)
        self.big, self.big_unit = d.parts(big)

    def at_delta(self, found: Fact) -> Fact:
        """A point within min(δ, γl/4) of b."""
        d, (positive, close) = self.d, self.d.parts(found)
        limit = f"({GAP})*l/4"

        def within(radius: str, sign: Fact, wide: Fact) -> Fact:
            near = d.use(d["accumulates"], [radius], sign)
            return d.choose(near, "p", lambda at: self.at_point(close, at, wide))

        return d.split(
            f"delta <= {limit}",
            lambda less: within("delta", positive, less),
            lambda more: within(limit, self.bound, more),
        )

    def at_point(self, close: Fact, at: Fact, wide: Fact) -> Fact:
        d = self.d
        member, near = d.parts(at)
        both = d.conj(member, d.combine("sq(p - b) < delta", near, wide))
        moved = d.use(close, ["p"], both)  # ‖g(p) − u‖² < γl/4
        near = d.combine(f"sq(p - b) < ({GAP})*l/4", near, wide)
        k = f"(({GAP})*s)"
        first = self._young(A, "p - b", k)
        second = self._young("b - c", "g(p) - u", k)
        share = d.combine(
            f"{k}*(sq({A}) + sq(b - c)) <= {GAP}", self.s_unit, self.gap, self.s_pos, eq_times=[f"({GAP})"]
        )
        mixed = d.norm("g(p) - u - (p - b)")
        square = d.square("mu + 1")
        weight_u = d.combine(
            f"(K/2 + 3/2 + mu**2)*sq(p - b) <= ({GAP})/4",
            near,
            self._size(),
            self.small_unit,
            eq_times=[f"({GAP})/4"],
        )
        weight_w = d.combine(
            f"(K/2 + 3/2 + mu**2)*sq(g(p) - u) < ({GAP})/4",
            moved,
            self._size(),
            self.small_unit,
            eq_times=[f"({GAP})/4"],
        )
        slope = d.use(d["opsc"], ["p"], member)
        norms = d.norm("p - b"), d.norm("g(p) - u"), d.square("mu")
        facts = slope, first, second, share, mixed, weight_u, weight_w, square, *norms
        return d.combine("0 > 0", *facts)

    def _size(self) -> Fact:
        return self.d.combine("K/2 + 3/2 + mu**2 > 0", self.big, self.d.square("mu"))

    def _young(self, x: str, y: str, k: str) -> Fact:
        """2⟨x,y⟩ ≤ k‖x‖² + K‖y‖², as kK = 1."""
        d = self.d
        times = [f"({k}*sq({x}) - 2*dot({x}, {y}))"]
        goal = f"2*dot({x}, {y}) <= {k}*sq({x}) + K*sq({y})"
        return d.combine(goal, d.norm(f"{k}*({x}) - ({y})"), self.big, self.big_unit, eq_times=times)


one_point_inequality_at_limits = Lemma(
    Statement(
        "one_point_inequality_at_limits",
        "any",
        {
            "g": "vector -> vector",
            "S": "vector -> prop",
            **dict.fromkeys(("b", "c", "u"), "vector"),
            "mu": "scalar",
        },
        {
            "opsc": "forall(p, vector, implies(p in S, dot(g(p), p - c) >= mu*sq(p - c)))",
            "limit": LIMIT,
            "accumulates": "forall(eps, scalar, implies(eps > 0, exists(p, vector, p in S and sq(p - b) < eps)))",
        },
        "dot(u, b - c) >= mu*sq(b - c)",
    ),
    _write,
)
