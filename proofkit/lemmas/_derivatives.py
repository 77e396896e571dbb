"""How lemmas say that a function has a gradient on a set, at a point, or a slope along [0, 1]; squares for moduli."""

_CLOSE = "(f(q) - f(p) - dot(g(p), q - p))**2 <= e*sq(q - p)"

#: f has the gradient g(p) at p
AT_POINT = (
    "forall(e, scalar, implies(e > 0, exists(delta, scalar, delta > 0 and forall(q, vector,"
    f" implies(sq(q - p) < delta, {_CLOSE})))))"
)
#: f has the gradient g at every point of R^d
ON_SPACE = f"forall(p, vector, {AT_POINT})"
#: f has the gradient g at every point of S, as seen from S
ON_SET = (
    "forall(p, vector, forall(e, scalar, implies(p in S and e > 0, exists(delta, scalar, delta > 0 and"
    f" forall(q, vector, implies(q in S and sq(q - p) < delta, {_CLOSE}))))))"
)
#: the segment from a to a + u lies in S
SEGMENT = "forall(t, scalar, implies(t >= 0 and t <= 1, a + t*u in S))"


def slope(m: str, n: str) -> str:
    """Return kernel text: m has the derivative n at every t of [0, 1]; both are texts, the time of m being `{t}`."""
    return (
        "forall(t, scalar, forall(e, scalar, implies(t >= 0 and t <= 1 and e > 0, exists(delta, scalar, delta > 0 and"
        " forall(s, scalar, implies(s >= 0 and s <= 1 and (s - t)**2 < delta,"
        f" ({m.format(t='s')} - ({m.format(t='t')}) - ({n})*(s - t))**2 <= e*(s - t)**2))))))"
    )
