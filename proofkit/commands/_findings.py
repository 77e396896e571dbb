"""What a certificate found besides its bounds: critical points, minimisers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..certificate import Certificate
from ..conditions.critical_points import CriticalPoint
from ..conditions.global_minimum import Minimisers
from ..plain import digits_of, outward


def findings(found: Certificate) -> list[dict[str, Any]]:
    """Return the points and boxes that a certificate tells of, as plain data."""
    points, places = found.data.get("points", ()), found.data.get("minimisers", ())
    assert isinstance(points, tuple) and isinstance(places, tuple)
    return [*map(_point, points), *map(_place, places)]


def found_lines(found: Certificate) -> list[str]:
    """Return the same for people, a line each."""
    shown = []
    for entry in findings(found):
        if "kind" in entry:
            about = f" within {entry['radius']}" if entry["radius"] != "0" else ""
            shown.append(f"{entry['kind']} at ({', '.join(entry['point'])}){about}")
        else:
            sides = " x ".join(f"[{low}, {high}]" for low, high in entry["box"])
            shown.append(f"minimisers in {sides}{', at most one' if entry['only'] else ''}")
    return shown


def _point(point: CriticalPoint) -> dict[str, Any]:
    numbers = [digits_of(x) if not point.radius else f"{float(x):.15g}" for x in point.point]
    radius = outward(point.radius + (0 if not point.radius else _shown_error(point)), up=True, digits=3)
    return {"kind": point.kind, "point": numbers, "radius": radius}


def _shown_error(point: CriticalPoint) -> Fraction:
    """What printing fifteen digits may add to the radius."""
    return max(abs(Fraction(f"{float(x):.15g}") - x) for x in point.point)


def _place(place: Minimisers) -> dict[str, Any]:
    sides = [[outward(low, up=False), outward(high, up=True)] for low, high in place.sides]
    return {"box": sides, "only": place.only}
