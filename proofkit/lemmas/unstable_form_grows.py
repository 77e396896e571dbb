"""For a self-adjoint D and k > 0 off the spectrum of D²: Q(z) = ‖Dz‖² − k‖z‖² has Q(z) ≥ k·Q(w) for all z near Dw."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

NORM = "(3/2 + C**2 + k**2)"  #: bounds the squared norm of D
GROWS = "sq(D(z)) - k*sq(z) >= k*(sq(D(w)) - k*sq(w))"
NEAR = f"forall(w, vector, forall(z, vector, implies(sq(z - D(w)) <= e*sq(w), {GROWS})))"
BOUND = "exists(B, scalar, B > 0 and forall(w, vector, sq(D(w)) <= B*sq(w)))"


def _write(d: Draft) -> Fact:
    d.local(w="vector", z="vector", j="scalar")
    size = d.combine(f"{NORM} > 0", d.square("C"), d.square("k"))
    bound = d.witness(BOUND, NORM, d.conj(size, d.generalize(_bound(d, "w"), "w")))
    weight = d.combine(f"2*(k + {NORM}) > 0", d["k"], d.square("C"), d.square("k"))
    return d.conj(bound, d.solve(weight, "j", lambda found: _near(d, weight, found)))


def _bound(d: Draft, u: str) -> Fact:
    """2‖Du‖² = 2⟨u, D²u⟩ ≤ ‖u‖² + ‖D²u‖², and ‖D²u‖² ≤ 2‖D²u − ku‖² + 2k²‖u‖²."""
    above = d.part(d.use(d["shifted"], [u]), 1)
    turned = d.use(d["symmetric"], [u, f"D({u})"])
    facts = turned, above, d.norm(f"{u} - D(D({u}))"), d.norm(f"D(D({u})) - 2*k*({u})"), d.norm(u), d.square("C - 1/2")
    tight = d.combine(f"sq(D({u})) <= (1/2 + C + k**2)*sq({u})", *facts[:4], d.square("k"), degree=1)
    return d.combine(f"sq(D({u})) <= {NORM}*sq({u})", tight, facts[4], facts[5])


def _near(d: Draft, weight: Fact, found: Fact) -> Fact:
    """Q(z) − kQ(w) = ‖DE + X‖² − k‖E‖², where E = z − Dw is small and X = D²w − kw is not."""
    unit = d.part(found, 1)
    positive = d.contradiction("j > 0", lambda no: d.combine("0 > 0", unit, no, weight))
    error, image = "(z - D(w))", "(D(D(w)) - k*w)"

    def grows(close: Fact) -> Fact:
        parts = d.use(d["linear"], [error, "D(w)", "1"])
        far = d.part(d.use(d["shifted"], ["w"]), 0)
        small = d.combine(f"2*(k + {NORM})*sq{error} <= c*sq(w)", close, weight, unit, eq_times=["c*sq(w)"])
        room = d.combine(f"k*sq{error} <= sq(D({error}) + {image})", small, far, _bound(d, error),
                         d.norm(f"2*D({error}) + {image}"), degree=1)  # fmt: skip
        turned = d.use(d["symmetric"], ["w", "D(w)"]), d.use(d["symmetric"], [error, "w"])
        split = d.rewrite_to(f"sq(D(z)) == sq(D({error}) + D(D(w)))", parts, "D(z)", f"D({error}) + D(D(w))",
                             d.combine(f"sq(D({error}) + D(D(w))) == sq(D({error}) + D(D(w)))"))  # fmt: skip
        return d.combine(GROWS, room, split, *turned, eq_times=["k"])

    every = d.generalize(d.implies("sq(z - D(w)) <= c*j*sq(w)", grows), "w", "z")
    small = d.combine("c*j > 0", d["c"], positive)
    return d.witness(f"exists(e, scalar, e > 0 and {NEAR})", "c*j", d.conj(small, every))


unstable_form_grows = Lemma(
    Statement(
        "unstable_form_grows",
        "any",
        {"D": "vector -> vector", **dict.fromkeys(("k", "c", "C"), "scalar")},
        {
            "linear": "forall(u, vector, forall(w, vector, forall(s, scalar, D(u + s*w) == D(u) + s*D(w))))",
            "symmetric": "forall(u, vector, forall(w, vector, dot(D(u), w) == dot(u, D(w))))",
            "k": "k > 0",
            "c": "c > 0",
            "shifted": "forall(w, vector, c*sq(w) <= sq(D(D(w)) - k*w) and sq(D(D(w)) - k*w) <= C*sq(w))",
        },
        f"{BOUND} and exists(e, scalar, e > 0 and {NEAR})",
    ),
    _write,
)
