"""‖g‖² ≥ 2μ(f − b) wherever b < f ≤ f(z), and f > b within D of z, imply f(z) − b ≥ (μ/2)D² (Ioffe's error bound).

Otherwise take α with (f(z) − b)/D² < α² < μ/2. Then √(f − b) + α‖· − z‖ has its least value on the ball at a point
inside it where f > b; there √(f − b) has a slope above α, so a small step down the gradient makes the sum smaller.
"""

from dataclasses import dataclass

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._derivatives import ON_SPACE

GOAL = "2*(f(z) - b) >= mu*D**2"
STEEP = "forall(q, vector, implies(f(q) <= f(z) and f(q) > b, sq(g(q)) >= 2*mu*(f(q) - b)))"
LEFT = "((G - 2*alpha*h)/2)"
Q = "(x - y*v*g(x))"


def _write(d: Draft) -> Fact:
    names = ("w", "alpha", "i", "h", "n", "G", "v", "delta", "y", "k", "m")
    d.local(x="vector", **dict.fromkeys(names, "scalar"))
    return d.contradiction(GOAL, lambda gap: _with_alpha(d, gap))


def _positive(d: Draft, inverse: Fact, symbol: str, whole: Fact) -> Fact:
    """b ≥ 0 and ab = 1 give b > 0."""
    unit = d.part(inverse, 1)
    return d.contradiction(f"{symbol} > 0", lambda no: d.combine("0 > 0", no, unit, whole))


def _with_alpha(d: Draft, gap: Fact) -> Fact:
    """α² is the mean of (f(z) − b)/D² and μ/2; i = √(f(z) − b)."""
    low = d.combine("f(z) - b >= 0", d.use(d["lower"], ["z"]))
    wide = d.contradiction("D**2 > 0", lambda no: d.combine("0 > 0", no, gap, low, d["mu"]))

    def with_w(inverse: Fact) -> Fact:
        w = _positive(d, inverse, "w", wide)
        square = d.combine("(f(z) - b)*w/2 + mu/4 >= 0", low, w, d["mu"])
        return d.solve(square, "alpha", lambda root: with_root(d.part(inverse, 1), w, *d.parts(root)))

    def with_root(unit: Fact, w: Fact, sign: Fact, square: Fact) -> Fact:
        share = d.combine("mu - 2*(f(z) - b)*w > 0", gap, w, unit, eq_times=["mu"])
        flat = d.combine("2*alpha**2 < mu", square, share)
        some = d.combine("alpha**2 > 0", square, d["mu"], d.combine("(f(z) - b)*w >= 0", low, w))
        alpha = d.contradiction("alpha > 0", lambda no: d.absurd("0 > 0", some, d.combine("alpha**2 <= 0", no, sign)))
        area = d.combine("alpha**2*D**2 > f(z) - b", gap, square, unit, eq_times=["D**2", "(f(z) - b)"])
        return d.solve(low, "i", lambda level: with_level(alpha, flat, area, *d.parts(level)))

    def with_level(alpha: Fact, flat: Fact, area: Fact, i: Fact, level: Fact) -> Fact:
        side = d.combine("alpha*D >= 0", alpha, d["D"])
        above = d.contradiction("alpha*D > i", lambda no: d.combine("0 > 0", no, area, level, side, i))
        roles = {name: name for name in ("f", "g", "z", "b", "alpha", "D")}
        least = d.cite("least_root_above_cone", roles, d["gradient"], d["lower"], alpha)

        def at(found: Fact) -> Fact:
            return _Step(d, alpha, flat, above, i, level, *d.parts(found)).refuted()

        return d.choose(least, "x", lambda one: d.choose(one, "h", lambda two: d.choose(two, "n", at)))

    return d.solve(wide, "w", with_w)


@dataclass(frozen=True)
class _Step:
    """A least point x, with h = √(f(x) − b) and n = ‖x − z‖, and the step down from it."""

    d: Draft
    alpha: Fact
    flat: Fact
    above: Fact
    i: Fact
    level: Fact
    ball: Fact
    h: Fact
    root: Fact
    n: Fact
    far: Fact
    least: Fact

    def refuted(self) -> Fact:
        """x lies inside the ball, at 0 < h ≤ √(f(z) − b), so the gradient there is steep."""
        d = self.d
        zero, same = d.combine("0 >= 0"), d.combine("0**2 == sq(z - z)")
        at_z = d.conj(d.combine("sq(z - z) <= D**2", d.square("D")), self.i, self.level, zero, same)
        first = d.use(self.least, ["z", "i", "0"], at_z)  # h + αn ≤ i
        product = d.combine("alpha*n >= 0", self.alpha, self.n)
        lower = d.combine("h <= i", first, product)
        below = d.combine("f(x) <= f(z)", lower, self.root, self.level, self.h, self.i)
        inside = d.contradiction("n < D", lambda no: d.combine("0 > 0", no, first, self.above, self.h, self.alpha))

        def flat_point(no: Fact) -> Fact:
            at_b = d.combine("f(x) <= b", self.root, d.zero("h", self.h, no), eq_times=["h"])
            return d.combine("0 > 0", d.use(d["away"], ["x"], at_b), self.far, inside, self.n)

        high = d.contradiction("h > 0", flat_point)
        over = d.combine("f(x) > b", self.root, high)
        steep = d.use(d["steep"], ["x"], d.conj(below, over))
        return d.solve(d.norm("g(x)"), "G", lambda size: self._with_size(inside, high, steep, *d.parts(size)))

    def _with_size(self, inside: Fact, high: Fact, steep: Fact, sign: Fact, size: Fact) -> Fact:
        d = self.d
        slow = d.combine("4*alpha**2*h**2 < 2*mu*h**2", self.flat, high, degree=3)

        def too_flat(no: Fact) -> Fact:
            side = d.combine("2*alpha*h >= 0", self.alpha, high)
            return d.combine("0 > 0", no, slow, steep, size, self.root, sign, side, eq_times=["mu"])

        fast = d.contradiction("G > 2*alpha*h", too_flat)
        left = d.combine(f"{LEFT} > 0", fast)
        positive = d.combine("G > 0", fast, self.alpha, high)
        near = d.use(d["gradient"], ["x", f"{LEFT}**2"], d.combine(f"{LEFT}**2 > 0", left))

        def with_delta(some: Fact) -> Fact:
            wide, good = d.parts(some)
            given = {"a": "D - n", "b": "delta", "k": "alpha", "m": "h"}
            room = d.combine("D - n > 0", inside)
            step = d.cite("small_positive_number", given, room, wide, self.alpha, high)
            return d.choose(step, "y", lambda small: with_step(good, *d.parts(small)))

        def with_step(good: Fact, y: Fact, fits: Fact, short: Fact, low: Fact) -> Fact:
            def with_inverse(inverse: Fact) -> Fact:
                unit = d.part(inverse, 1)
                times = ["y**2", "y**2*v*G", "y", "y*v*G", "y**2*v**2"]
                length = d.combine(f"sq({Q} - x) == y**2", unit, size, eq_times=times)
                slant = d.combine(f"dot(g(x), {Q} - x) == -y*G", unit, size, eq_times=[*times, "y*v", "y*G"])
                error = d.use(good, [Q], d.combine(f"sq({Q} - x) < delta", length, short))
                return self._lower(left, y, fits, low, length, slant, error)

            return d.solve(positive, "v", with_inverse)

        return d.choose(near, "delta", with_delta)

    def _lower(self, left: Fact, y: Fact, fits: Fact, low: Fact, length: Fact, slant: Fact, error: Fact) -> Fact:
        """f(q) ≤ f(x) − yG + y(G − 2αh)/2, but √(f(q) − b) ≥ h − αy."""
        d = self.d
        gap = f"f({Q}) - f(x) - dot(g(x), {Q} - x)"
        square = d.combine(f"({gap})**2 <= (y*{LEFT})**2", error, length, eq_times=[f"{LEFT}**2"])
        bound = d.combine(f"y*{LEFT} >= 0", y, left)
        root = d.cite("square_root_is_monotone", {"x": gap, "y": f"y*{LEFT}"}, square, bound)
        drop = d.combine(f"f({Q}) <= f(x) - y*G + y*{LEFT}", root, slant)

        def with_roots(value: Fact, distance: Fact) -> Fact:
            (k, root_q), (m, far_q) = d.parts(value), d.parts(distance)
            late = d.combine("y >= 0", y)
            parts = (
                d.combine("sq(x - z) <= n**2", self.far),
                d.combine(f"sq({Q} - x) <= y**2", length),
                self.n,
                late,
            )
            triangle = d.cite("triangle_inequality", {"u": "x - z", "v": f"{Q} - x", "a": "n", "b": "y"}, *parts)
            total = d.combine("n + y >= 0", self.n, late)
            near = d.combine("m**2 <= (n + y)**2", triangle, far_q)
            close = d.cite("square_root_is_monotone", {"x": "m", "y": "n + y"}, near, total)
            ball = d.combine(f"sq({Q} - z) <= D**2", triangle, fits, d["D"], self.n, late)
            least = d.use(self.least, [Q, "k", "m"], d.conj(ball, k, root_q, m, far_q))
            slack = d.combine("alpha*m <= alpha*(n + y)", close, self.alpha)
            high = d.combine("k >= h - alpha*y", least, slack)
            side = d.combine("h - alpha*y >= 0", low)
            area = d.combine("k**2 >= (h - alpha*y)**2", high, side, k)
            return d.combine(
                "0 > 0", area, root_q, drop, self.root, d.combine(f"y*{LEFT} > 0", y, left), d.square("alpha*y")
            )

        above = d.combine(f"f({Q}) - b >= 0", d.use(d["lower"], [Q]))
        return d.solve(above, "k", lambda value: d.solve(d.norm(f"{Q} - z"), "m", lambda far: with_roots(value, far)))


growth_of_steep_function = Lemma(
    Statement(
        "growth_of_steep_function",
        "any",
        {"f": "vector -> scalar", "g": "vector -> vector", "z": "vector", **dict.fromkeys(("b", "mu", "D"), "scalar")},
        {
            "gradient": ON_SPACE,
            "lower": "forall(q, vector, f(q) >= b)",
            "steep": STEEP,
            "away": "forall(q, vector, implies(f(q) <= b, sq(q - z) >= D**2))",
            "mu": "mu > 0",
            "D": "D >= 0",
        },
        GOAL,
    ),
    _write,
)
