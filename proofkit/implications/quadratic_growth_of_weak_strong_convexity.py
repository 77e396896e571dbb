"""f(c) ≥ f + ⟨g, c − p⟩ + (μ/2)‖p − c‖², region star-shaped about a minimiser, implies f − f(c) ≥ (μ/2)‖p − c‖²."""

from ..derivation import Draft, Fact
from ..implication import Implication
from ._segments import at_ray, ray

POINT = "c(p) + t*(p - c(p))"


def _write(d: Draft, inside: Fact, goal: str) -> Fact:
    """On the ray, φ(t) = f(c + t(p − c)) − f(c) ≥ 0 has tφ'(t) ≥ φ(t) + (μ/2)t²‖p − c‖²: φ(t)/t grows fast enough."""
    within = ray(d, inside)

    def least(time: Fact) -> Fact:
        member, same = d.parts(d.use(d["star_shaped"], ["p", "t"], d.conj(inside, *d.parts(time))))
        above = d.rewrite(same, f"c({POINT})", "c(p)", d.use(d["minimum"], [POINT], member))
        return d.combine(f"f({POINT}) >= f(c(p))", above)

    def slope(time: Fact) -> Fact:
        late, early = d.parts(time)
        bound = at_ray(d, "weak_strong_convexity", inside, d.conj(d.combine("t >= 0", late), early))
        goal = f"t*dot(g({POINT}), p - c(p)) >= f({POINT}) - f(c(p)) + mu/2*sq(p - c(p))*t**2"
        return d.combine(goal, bound)

    roles = {"f": "f", "g": "g", "S": "S", "a": "c(p)", "u": "p - c(p)", "q": "mu/2*sq(p - c(p))"}
    low = d.generalize(d.implies("t >= 0 and t <= 1", least), "t")
    rise = d.generalize(d.implies("t > 0 and t <= 1", slope), "t")
    return d.combine(goal, d.cite("rise_from_minimum", roles, d["gradient"], within, low, rise))


quadratic_growth_of_weak_strong_convexity = Implication(
    name="quadratic_growth_of_weak_strong_convexity",
    premises=("weak_strong_convexity(mu)",),
    conclusion="quadratic_growth(mu)",
    source="karimi2016linear",
    needs=("star_shaped", "minimum", "gradient"),
    tight="f = (mu/2)*|x|^2, c = 0: equality everywhere",
    write=_write,
)
