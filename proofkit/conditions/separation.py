"""M is a neighbourhood of c and keeps away from x*: then its boundary meets the segment between them, inside it.

With b the last boundary point on the way from c to x*, M and its complement both accumulate at b, and b is neither end.
"""

from __future__ import annotations

from ..certificate import Certificate
from ..region import Ball, Ellipsoid
from ..verdict import Verdict
from ._question import Clock, Question


def separation(question: Question) -> Certificate:
    """Return HOLDS when the centre is interior to M and x* to its complement (exact data of a ball or an ellipsoid)."""
    clock, center, region = Clock.of("separation", question), question.need_center(), question.region
    if not isinstance(region, Ball | Ellipsoid):
        return clock.certificate(Verdict.UNDECIDED, open_=f"interior points of {region} are not decided")
    apart = region.level(center) < 0 < region.level(question.landscape.points["x_star"])
    return clock.certificate(Verdict.HOLDS if apart else Verdict.REFUTED, method="identity")
