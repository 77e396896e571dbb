"""What theorems about a set U of points say of g there: it has a strict derivative, as where f is C² (the Hessian)."""

from __future__ import annotations


def at_each(text: str) -> str:
    """Return the hypothesis that something holds at every point b of U."""
    return f"forall(b, vector, implies(b in U, {text}))"


def eigenvalue(which: str) -> str:
    """Return that H(b, ·) has an eigenvalue k with a property."""
    return f"exists(v, vector, exists(k, scalar, sq(v) > 0 and H(b, v) == k*v and ({which})))"


#: H(b, ·) is linear, self-adjoint, and the strict derivative of g at b
HESSIAN = {
    "linear": at_each("forall(u, vector, forall(w, vector, forall(s, scalar, H(b, u + s*w) == H(b, u) + s*H(b, w))))"),
    "symmetric": at_each("forall(u, vector, forall(w, vector, dot(H(b, u), w) == dot(u, H(b, w))))"),
    "derivative": at_each(
        "forall(e, scalar, implies(e > 0, exists(r, scalar, r > 0 and forall(x, vector, forall(y, vector,"
        " implies(sq(x - b) <= r**2 and sq(y - b) <= r**2, sq(g(x) - g(y) - H(b, x - y)) <= e*sq(x - y)))))))"
    ),
}
