"""What one step does on an extremal function: the factor it attains, and the vectors on which a proof is then tight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.polys.fields import FracField

from ..extremal import Planar, Profile, Radial
from ..symbolic import parse_expression
from .gram import Form, Gram

Vector = tuple[Any, ...]
#: from eta*|<g, xi>| <= (eta/(2*delta))*(delta^2*|g|^2 + |xi|^2), sharp for an error along the gradient
MEAN = "eta/(2*delta)"


@dataclass(frozen=True)
class Target:
    """A factor to prove.

    Args:
        factor: of the measure, an element of the field.
        tight: coordinate vectors v, shape (n,), with S·v = 0 for the remainder S of every proof of this factor.
        error: the weight of the inequality of the error, where `tight` leaves it free; None where it does not.
    """

    factor: Any
    tight: tuple[Vector, ...]
    error: Any = field(default=None, kw_only=True)


@dataclass(frozen=True)
class Candidate(Target):
    """A factor that some function of the class attains or approaches.

    Args:
        factor, tight, error: as for a `Target`.
        extremal: the function.
        sign: of the noise on it, for methods with relative error: noise = sign·delta·g.
        exact: the factor on the function itself, with delta_ for the length that tends to 0.
        member: whether the function is in all classes of the setting, so that no smaller factor is possible.
    """

    extremal: Profile | Radial | Planar
    exact: Any
    sign: int = 0
    member: bool = True


def candidates(gram: Gram) -> tuple[Candidate, ...]:
    """Return the candidates of a setting, one per extremal function of its classes that the measure can see.

    Those of the first class lie in its usual companions too; the others may be in one class and not in another.
    """
    first, *others = gram.setting.classes
    usual = {kind.name for kind in others} <= set(first.joined)
    signs = (1, -1) if gram.setting.noisy else (0,)
    found = (
        _candidate(gram, extremal, sign, usual and kind == first)
        for kind in gram.setting.classes
        for extremal in kind.extremal
        for sign in signs
    )
    return tuple(candidate for candidate in found if candidate is not None)


def _candidate(gram: Gram, extremal: Any, sign: int, member: bool) -> Candidate | None:
    if isinstance(extremal, Planar):
        measured = {"gradnorm"} if extremal.end else {"distance"}
        seen = member and set(gram.setting.measure.weights) == measured and not gram.setting.noisy
        return _planar(gram, extremal) if seen else None
    if not _seen(gram, extremal):
        return None
    wide = FracField((*gram.setting.scalars, "delta_"), sp.QQ)
    vector, values = _Line(gram, extremal, sign, wide).data()
    before, after = (_at(form, vector, values, wide) for form in (gram.before, gram.after))
    if not before:
        return None
    factor, constant = _limit(after / before, gram)
    if factor is None:
        return None
    mean = sign and not constant and set(gram.setting.measure.weights) == {"fgap"}
    error = gram.element(parse_expression(MEAN, list(gram.setting.scalars))) if mean else None
    tight = _tight(vector, constant, gram)
    return Candidate(factor, tight, extremal, after / before, sign, member, error=error)


def _seen(gram: Gram, extremal: Profile | Radial) -> bool:
    """Whether enough is known of the function for the measure at both ends of the step."""
    measured = set(gram.setting.measure.weights)
    if isinstance(extremal, Radial):
        return measured == {"distance"} or (bool(extremal.end) and "fgap" not in measured)
    if not extremal.minimal:
        return measured == {"gradnorm"}
    return not extremal.lengths or extremal.approaches or measured == {"distance"}


class _Line:
    """A function on the line, the step taken at distance 1 (an implicit step: to distance 1)."""

    def __init__(self, gram: Gram, extremal: Profile | Radial, sign: int, wide: FracField):
        self.gram, self.extremal, self.sign, self.wide = gram, extremal, sign, wide
        self.eta = self._number("eta")

    def data(self) -> tuple[Vector, Vector]:
        """Return (coordinates on the basis, values at the points)."""
        setting, one = self.gram.setting, self.wide.one
        slope = self._slope(one)
        xi = self._number("delta") * self.sign * slope if setting.noisy else self.wide.zero
        place = {"p": one, setting.before: one, setting.after: one}
        if setting.method.implicit:
            place[setting.before] = one + self.eta * slope
        else:
            place[setting.after] = one - self.eta * (slope + xi)
        slopes = [self._slope(place[point], ends=point != "p") for point in setting.points]
        noise = [xi] if setting.noisy else []
        return (one, *slopes, *noise), tuple(self._value(place[point]) for point in setting.points)

    def _number(self, text: str) -> Any:
        expression = parse_expression(text, [*self.gram.setting.scalars, "delta_"])
        return self.wide.from_expr(expression.xreplace({s: sp.Symbol(s.name) for s in expression.free_symbols}))

    def _pieces(self, profile: Profile) -> list[tuple[Any, Any]]:
        curvatures = [self._number(text) for text in profile.curvatures]
        lengths = [self._number(text.replace("delta", "delta_")) for text in profile.lengths]
        return list(zip(curvatures, lengths, strict=False))

    def _slope(self, x: Any, ends: bool = False) -> Any:
        """f'(x) for x in the last piece."""
        if isinstance(self.extremal, Radial):
            return self._number(self.extremal.end if ends else self.extremal.start) * x
        slope, place = self.wide.zero, self.wide.zero
        for curvature, length in self._pieces(self.extremal):
            slope, place = slope + curvature * length, place + length
        return slope + self._number(self.extremal.curvatures[-1]) * (x - place)

    def _value(self, x: Any) -> Any:
        """f(x) for x in the last piece."""
        if isinstance(self.extremal, Radial):
            return self.wide.zero
        value, slope, place = self.wide.zero, self.wide.zero, self.wide.zero
        for curvature, length in self._pieces(self.extremal):
            value += slope * length + curvature * length**2 / 2
            slope, place = slope + curvature * length, place + length
        return value + slope * (x - place) + self._number(self.extremal.curvatures[-1]) * (x - place) ** 2 / 2


def _planar(gram: Gram, extremal: Planar) -> Candidate:
    """On r and g with ⟨g, r⟩ = slope·‖r‖², ‖g‖² = size·‖r‖²; both coordinates are free, so nothing of them remains."""
    slope, size, field = gram.scalar(extremal.slope), gram.scalar(extremal.size), gram.field
    rows = [(field.one, field.zero), (field.zero, field.one)]  # the basis in r and g
    if extremal.end:
        end, eta = gram.scalar(extremal.end), gram.scalar("eta")
        rows.append((end, end * eta if gram.setting.method.implicit else -end * eta))
    table = [[a * c + (a * d + b * c) * slope + b * d * size for c, d in rows] for a, b in rows]
    every = range(len(rows))
    before, after = (
        sum((form.matrix[i][j] * table[i][j] for i in every for j in every), start=field.zero)
        for form in (gram.before, gram.after)
    )
    factor = after / before
    return Candidate(factor, tuple(zip(*rows, strict=True)), extremal, factor)


def _at(form: Form, vector: Vector, values: Vector, wide: FracField) -> Any:
    size = range(len(vector))
    total = sum(
        (form.matrix[i][j].set_field(wide) * vector[i] * vector[j] for i in size for j in size), start=wide.zero
    )
    return sum((a.set_field(wide) * v for a, v in zip(form.values, values, strict=True)), start=total)


def _limit(ratio: Any, gram: Gram) -> tuple[Any, bool]:
    """The limit of a ratio as delta tends to 0, and whether it does not depend on delta; None if it is infinite."""
    top, low = _leading(ratio.numer), _leading(ratio.denom)
    if not ratio.numer or top[0] > low[0]:
        return gram.field.zero, False
    if top[0] < low[0]:
        return None, False
    constant = all(monomial[-1] == 0 for poly in (ratio.numer, ratio.denom) for monomial in poly.monoms())
    return _narrow(top[1], gram) / _narrow(low[1], gram), constant


def _leading(poly: Any) -> tuple[int, dict[Any, Any]]:
    """The lowest power of delta and its coefficient, as {monomial: coefficient}."""
    powers = [monomial[-1] for monomial in poly.monoms()]
    least = min(powers, default=0)
    return least, {m[:-1]: c for m, c in poly.terms() if m[-1] == least}


def _narrow(terms: dict[Any, Any], gram: Gram) -> Any:
    return gram.field(gram.field.ring.from_dict(terms))


def _tight(vector: Vector, constant: bool, gram: Gram) -> tuple[Vector, ...]:
    """The coefficients of the vector in powers of delta: all of them, or the first where only the limit is tight."""
    ring = vector[0].field.ring
    common = ring.one
    for entry in vector:
        common = common * entry.denom.quo(common.gcd(entry.denom))
    numerators = [(entry * common).numer for entry in vector]
    powers = sorted({monomial[-1] for poly in numerators for monomial in poly.monoms()})
    chosen = powers if constant else powers[:1]
    return tuple(
        tuple(_narrow({m[:-1]: c for m, c in poly.terms() if m[-1] == k}, gram) for poly in numerators) for k in chosen
    )
