"""The named critical points of f about which it is twice continuously differentiable, and their exact Hessians."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..interval.exact import rational
from ..interval.ldl import Matrix
from ..interval.tape import Tape
from ..landscape import Landscape
from ..region import Point
from ..verdict import Verdict
from ._curvature import critical_exactly
from ._question import Clock

NEARBY = Fraction(1, 2**20)  #: half-side of the cube about a point in which one branch must be seen to apply


def points_where(clock: Clock, unstable: Callable[[Matrix], bool], words: str) -> Certificate:
    """Return HOLDS when the Hessian at some named critical point has the property; `method` names those points.

    The theorem's set U is then the set of these points. REFUTED when no named critical point has the property,
    UNDECIDED when it is not known of one.
    """
    q = clock.question
    found: dict[str, bool | None] = {}
    for name, point in q.landscape.points.items():
        if q.region.contains(point) and critical_exactly(q.landscape, point):
            hessian = hessian_at(q.landscape, point)
            found[name] = None if hessian is None else unstable(hessian)
    chosen = [name for name, holds in found.items() if holds]
    if chosen:
        data = {"points": chosen}
        return clock.certificate(Verdict.HOLDS, method=f"exact Hessian at {', '.join(chosen)}", data=data)
    left = [name for name, holds in found.items() if holds is None]
    if left or not found:
        open_ = f"the Hessian at {', '.join(left)} is not exact" if left else "the function names no critical point"
        return clock.certificate(Verdict.UNDECIDED, method="exact Hessian", open_=open_)
    witness = q.landscape.points[next(iter(found))]
    return clock.certificate(Verdict.REFUTED, method="exact Hessian", witness=witness, open_=words)


def hessian_at(f: Landscape, point: Point) -> Matrix | None:
    """Return the Hessian at an exact point; None where f is not seen to be C² nearby, or an entry is not rational."""
    size = f.dimension
    cube = tuple((x - NEARBY, x + NEARBY) for x in point)
    entries, one_branch = Tape([e for row in f.hessian for e in row], f.variables).run_smooth(cube)
    if not one_branch or not all(entry.is_finite() for entry in entries):
        return None
    formula = f.pieces[f.branch_at(point)].formula
    values = {v: sp.Rational(x) for v, x in zip(f.variables, point, strict=True)}
    exact = [sp.expand(sp.diff(formula, v, w).xreplace(values)) for v in f.variables for w in f.variables]
    if not all(entry.is_Rational for entry in exact):
        return None
    return [[rational(entry) for entry in exact[i * size : (i + 1) * size]] for i in range(size)]
