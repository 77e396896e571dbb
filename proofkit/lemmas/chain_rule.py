"""The slope of a composition of scalar functions is the product of the slopes."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import near, slope

FIRST, SECOND = ("F({p})", "c", "e", "a"), ("G({p})", "e", "v", "b")
BOTH = ("G(F({p}))", "c", "v", "a*b")
K = "(F(c + h) - e)"


def _write(d: Draft) -> Fact:
    """G(e+k) − v − abh = (G(e+k) − v − bk) + b(k − ah) with k = F(c+h) − e; both terms are small against h."""
    d.local(E="scalar", D="scalar", h="scalar", k1="scalar", k2="scalar", D1="scalar", D2="scalar", j="scalar")

    def with_error(error: Fact) -> Fact:
        first = d.combine("4*b**2 + E + 1 > 0", error, d.square("b"))
        second = d.combine("8*a**2 + 8 > 0", d.square("a"))
        return d.solve(first, "k1", lambda one: d.solve(second, "k2", lambda two: _errors(d, error, one, two)))

    return d.generalize(d.implies("E > 0", with_error), "E")


def _positive(d: Draft, symbol: str, root: Fact) -> Fact:
    """A reciprocal is not 0."""
    sign, unit = d.parts(root)
    return d.contradiction(
        f"{symbol} > 0",
        lambda no: d.combine("0 > 0", d.combine("1 == 0", unit, d.zero(symbol, sign, no), eq_times=_weights(symbol))),
    )


def _weights(symbol: str) -> list[str]:
    return {"k1": ["4*b**2 + E + 1"], "k2": ["8*a**2 + 8"], "j": ["D1*(2*a**2 + 2) + D2"]}[symbol]


def _errors(d: Draft, error: Fact, one: Fact, two: Fact) -> Fact:
    """The errors Ek₁ ≤ 1 of F and Ek₂ of G; 2b²·Ek₁ ≤ E/2 and 8(a² + 1)·Ek₂ = E."""
    k1, k2 = _positive(d, "k1", one), _positive(d, "k2", two)
    small = d.combine("E*k1 > 0", error, k1), d.combine("E*k2 > 0", error, k2)
    first = d.use(d["first"], ["E*k1"], small[0])
    second = d.use(d["second"], ["E*k2"], small[1])

    def radii(of_first: Fact, of_second: Fact) -> Fact:
        (d1, close1), (d2, close2) = d.parts(of_first), d.parts(of_second)
        total = d.combine("D1*(2*a**2 + 2) + D2 > 0", d1, d2, d.square("a"), degree=3)
        return d.solve(total, "j", lambda root: _radius(d, (error, k1, one, two, d1, d2, close1, close2), root))

    return d.choose(first, "D1", lambda f: d.choose(second, "D2", lambda g: radii(f, g)))


def _radius(d: Draft, known: tuple[Fact, ...], root: Fact) -> Fact:
    """D = D₁D₂j is at most D₁, and (2a² + 2)D at most D₂."""
    error, k1, one, two, d1, d2, close1, close2 = known
    j, unit = _positive(d, "j", root), d.part(root, 1)
    positive = d.combine("D1*D2*j > 0", d1, d2, j, degree=3)
    square = d.square("a")

    def inside(small: Fact) -> Fact:
        spare = d.combine("D1**2*(2*a**2 + 2)*j >= 0", d.combine("D1*j > 0", d1, j), d1, square, degree=3)
        within = d.combine("h**2 < D1", small, unit, spare, eq_times=["D1"])
        moved = d.use(close1, ["h"], within)
        cap = d.combine("E*k1 <= 1", d.part(one, 1), d.combine("k1*(4*b**2 + 1) >= 0", k1, d.square("b")))
        rest = d.combine("(1 - E*k1)*h**2 >= 0", cap, d.square("h"))
        reach = d.combine(f"{K}**2 <= (2*a**2 + 2)*h**2", moved, rest, d.square(f"{K} - 2*a*h"))
        spare = d.combine("D2**2*j >= 0", d.combine("D2*j > 0", d2, j), d2)
        room = d.combine("(2*a**2 + 2)*(D1*D2*j - h**2) > 0", small, square)
        landed = d.combine(f"{K}**2 < D2", reach, room, spare, unit, eq_times=["D2"])
        image = d.use(close2, [K], landed)
        return _total(d, (error, k1, one, two), moved, reach, image)

    close = d.generalize(d.implies("h**2 < D1*D2*j", inside), "h")
    return d.witness(near(*BOTH, "E"), "D1*D2*j", d.conj(positive, close))


def _total(d: Draft, known: tuple[Fact, ...], moved: Fact, reach: Fact, image: Fact) -> Fact:
    error, k1, one, two = known
    outer, inner = f"(G(F(c + h)) - v - b*{K})", f"({K} - a*h)"
    parallelogram = d.combine(
        f"(G(F(c + h)) - v - a*b*h)**2 <= 2*{outer}**2 + 2*b**2*{inner}**2", d.square(f"{outer} - b*{inner}")
    )
    k2 = _positive(d, "k2", two)
    far = d.combine(f"2*E*k2*{K}**2 <= 2*E*k2*(2*a**2 + 2)*h**2", reach, d.combine("E*k2 > 0", error, k2))
    far = d.combine(f"2*E*k2*{K}**2 <= E*h**2/2", far, d.part(two, 1), eq_times=["E*h**2"])
    bent = d.combine(f"2*b**2*{inner}**2 <= 2*b**2*E*k1*h**2", moved, d.square("b"))
    share = d.combine("E*k1*(E + 1)*h**2 >= 0", d.combine("E*k1*(E + 1) > 0", error, k1, degree=3), d.square("h"))
    bent = d.combine(f"2*b**2*{inner}**2 <= E*h**2/2", bent, share, d.part(one, 1), eq_times=["E*h**2"])
    return d.combine("(G(F(c + h)) - v - a*b*h)**2 <= E*h**2", parallelogram, image, far, bent)


chain_rule = Lemma(
    Statement(
        "chain_rule",
        "any",
        {"F": "scalar -> scalar", "G": "scalar -> scalar", **dict.fromkeys("ceabv", "scalar")},
        {"first": slope(*FIRST), "second": slope(*SECOND)},
        slope(*BOTH),
    ),
    _write,
)
