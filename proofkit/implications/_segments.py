"""Mean value inequalities on the segment from one point of the region to another."""

from __future__ import annotations

from collections.abc import Callable

from ..derivation import Draft, Fact

Slope = Callable[[Fact, Fact, Fact], Fact]


def ray(d: Draft, inside: Fact) -> Fact:
    """The segment from c(p) to p lies in S, a region that is star-shaped about c."""
    d.local(t="scalar")

    def at(time: Fact) -> Fact:
        return d.part(d.use(d["star_shaped"], ["p", "t"], d.conj(inside, *d.parts(time))), 0)

    return d.generalize(d.implies("t >= 0 and t <= 1", at), "t")


def at_ray(d: Draft, label: str, inside: Fact, time: Fact) -> Fact:
    """A class's inequality at the point of the ray at t, whose centre is c(p)."""
    point = "c(p) + t*(p - c(p))"
    member, same = d.parts(d.use(d["star_shaped"], ["p", "t"], d.conj(inside, *d.parts(time))))
    return d.rewrite(same, f"c({point})", "c(p)", d.use(d[label], [point], member))


def segment(d: Draft, inside: Fact, start: str = "r", end: str = "p") -> Fact:
    """The segment from one point of S to another lies in S, a convex region; `inside` says that both points do."""
    d.local(t="scalar")
    members = dict(zip(("p", "r"), d.parts(inside), strict=True))

    def at(time: Fact) -> Fact:
        both = d.conj(members[end], members[start], *d.parts(time))
        return d.use(d["convex_region"], [end, start, "t"], both)

    return d.generalize(d.implies("t >= 0 and t <= 1", at), "t")


def rise(d: Draft, within: Fact, start: str, end: str, level: str, growth: str, slope: Slope, sign: str = "") -> Fact:
    """f(end) ≥ f(start) + level + growth/2 (with sign "-", of −f), as the slope at t in (0, 1] is ≥ level + growth·t.

    Args:
        within: the segment lies in S.
        slope: proves this bound, times t, from "t >= 0 and t <= 1", "the point at t lies in S" and t > 0.
    """
    point = f"({start} + t*({end} - {start}))"
    slant = f"{sign}dot(g({point}), {end} - {start})"
    goal = f"{slant} >= {level} + ({growth})*t"

    def at(time: Fact) -> Fact:
        late, early = d.parts(time)
        here = d.conj(d.combine("t >= 0", late), early)
        times = slope(here, d.use(within, ["t"], here), late)
        return d.combine(goal, times, late, multiplier=[late])

    bound = d.generalize(d.implies("t > 0 and t <= 1", at), "t")
    given = {"f": f"lambda p: {sign}f(p)", "g": f"lambda p: {sign}g(p)", "S": "S", "a": start, "u": f"{end} - {start}"}
    given |= {"A": level, "B": growth}
    return d.cite("rise_along_segment", given, d["gradient"], within, bound)


def tangent(d: Draft, inside: Fact, start: str, end: str, growth: str, slope: Slope, sign: str = "") -> Fact:
    """f(end) ≥ f(start) + ⟨g(start), end − start⟩ + growth/2 (with sign "-", of −f); both points lie in S."""
    level = f"{sign}dot(g({start}), {end} - {start})"
    return rise(d, segment(d, inside, start, end), start, end, level, growth, slope, sign)


def gradient_turns_slowly(d: Draft, inside: Fact, start: str = "r", end: str = "p", sign: str = "") -> Fact:
    """f(end) ≥ f(start) + ⟨g(start), end − start⟩ − (L/2)‖end − start‖² (with sign "-", of −f), as f is L-smooth."""
    members = dict(zip(("p", "r"), d.parts(inside), strict=True))
    return turns_slowly(d, segment(d, inside, start, end), members[start], start, end, sign)


def turns_slowly(d: Draft, within: Fact, home: Fact, start: str, end: str, sign: str = "") -> Fact:
    """The same between any two points, given that the segment and its start lie in S."""
    u = f"({end} - ({start}))"
    point = f"({start} + t*{u})"
    spread = f"L*t*sq({u})"
    turn = f"{sign}dot(g({point}) - g({start}), {u})"

    def slope(time: Fact, member: Fact, late: Fact) -> Fact:
        """|⟨g(point) − g(start), u⟩| ≤ ‖g(point) − g(start)‖‖u‖ ≤ Lt‖u‖²."""
        steep = d.use(d["smooth"], [point, start], d.conj(member, home))
        angle = d.cite("cauchy_schwarz", {"u": f"g({point}) - g({start})", "v": u})
        square = d.combine(f"(-({turn}))**2 <= ({spread})**2", angle, steep, d.norm(u))
        positive = d.combine(f"{spread} >= 0", d.assume("L > 0"), late, d.norm(u), degree=3)
        least = d.cite("square_root_is_monotone", {"x": f"-({turn})", "y": spread}, square, positive)
        return d.combine(f"{sign}dot(g({point}), {u}) >= {sign}dot(g({start}), {u}) - {spread}", least)

    level = f"{sign}dot(g({start}), {u})"
    return rise(d, within, start, end, level, f"-L*sq({u})", slope, sign)


def monotone(d: Draft, inside: Fact, start: str, end: str) -> Slope:
    """The slope of a strongly convex function along a segment from one point of S to another."""
    home = dict(zip(("p", "r"), d.parts(inside), strict=True))[start]
    point = f"({start} + t*({end} - {start}))"
    return lambda time, member, late: d.use(d["strongly_convex"], [point, start], d.conj(member, home))


def _line(d: Draft, start: str, end: str) -> Fact:
    """A segment lies in S, which is R^d."""
    d.local(t="scalar")
    point = f"{start} + t*({end} - {start})"
    return d.generalize(d.implies("t >= 0 and t <= 1", lambda time: d.use(d["whole_space"], [point])), "t")


def step(d: Draft, start: str, end: str) -> Fact:
    """f(end) ≤ f(start) + ⟨g(start), end − start⟩ + (L/2)‖end − start‖² for an L-smooth f on R^d."""
    return turns_slowly(d, _line(d, start, end), d.use(d["whole_space"], [start]), start, end, "-")


def climb(d: Draft, start: str, end: str) -> Fact:
    """f(end) ≥ f(start) + ⟨g(start), end − start⟩ + (μ/2)‖end − start‖² for a strongly convex f on R^d."""
    point, home = f"({start} + t*({end} - {start}))", d.use(d["whole_space"], [start])

    def slope(time: Fact, member: Fact, late: Fact) -> Fact:
        return d.use(d["strongly_convex"], [point, start], d.conj(member, home))

    return rise(
        d, _line(d, start, end), start, end, f"dot(g({start}), {end} - {start})", f"mu*sq({end} - {start})", slope
    )
