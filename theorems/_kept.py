"""Part of a proof: bounded noise does not drive the iterates out of a ball on which the gradient is m(p − x†)."""

from collections.abc import Sequence

from proofkit.draft import Block, Draft, Fact


def kept(
    d: Draft, names: dict[str, str], m: str, rho: str, gradient: Block, facts: Sequence[Fact], small: Fact, level: Fact
) -> Fact:
    """The iterates x stay within ρ of x†, where g is m(p − x†), by 2.9 with b = 1 − ηm.

    Args:
        names: what g, x, xi and x_dagger of 2.9 are here.
        gradient: from ‖p − x†‖² ≤ ρ², that g(p) = m(p − x†).
        facts: the start, the recurrence, the bound on the noise, and the signs of η, ρ and σ.
    """
    g, x, c = names["g"], names["x"], names["x_dagger"]
    value = f"{m}*(p - {c})"

    def slope(inside: Fact) -> Fact:
        same = d.combine(f"dot({value}, p - {c}) >= {m}*sq(p - {c})")
        return d.rewrite_to(f"dot({g}(p), p - {c}) >= {m}*sq(p - {c})", gradient(inside), f"{g}(p)", value, same)

    def size(inside: Fact) -> Fact:
        same = d.combine(f"sq({value}) <= {m}**2*sq(p - {c})")
        return d.rewrite_to(f"sq({g}(p)) <= {m}**2*sq(p - {c})", gradient(inside), f"{g}(p)", value, same)

    ball = f"sq(p - {c}) <= {rho}**2"
    classes = [d.generalize(d.implies(ball, block), "p") for block in (slope, size)]
    b = f"(1 - eta*{m})"
    given = {**names, "eta": "eta", "rho": rho, "sigma": "sigma", "mu_dagger": m, "L_dagger": m, "b": b}
    root = d.combine(f"{b} >= 0", small), d.combine(f"{b}**2 == 1 - 2*eta*{m} + eta**2*{m}**2")
    start, recurrence, noise, *signs = facts
    cited = start, recurrence, noise, *classes, *signs, *root, level
    stays = d.part(d.cite("trapping_of_small_step_sgd", given, *cited), 0)
    return d.generalize(d.combine(f"sq({x}(t) - {c}) <= {rho}**2", d.use(stays, ["t"])), "t")
