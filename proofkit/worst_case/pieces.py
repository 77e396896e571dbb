"""From certificates to pieces: which proofs give the same factor, and the region of the constants where they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from .parameter import PARAMETER, Parameter, with_parameter
from .polynomials import factors, inequality, ratio, value
from .samples import Sample
from .search import Certificate


@dataclass(frozen=True)
class Proved:
    """A certificate and where it is the best that is known.

    Args:
        certificate: the proof.
        where: indices of samples.
        parameter: its free weight, if it has one.
    """

    certificate: Certificate
    where: frozenset[int]
    parameter: Parameter | None = None

    def value(self, point: Sample) -> Fraction | None:
        """The factor at a sample, exactly (at a rounded value of the parameter)."""
        at = with_parameter(point, self.parameter.best if self.parameter else None)
        return None if at is None else ratio(self.certificate.factor, at)


@dataclass(frozen=True)
class Piece:
    """One formula for the factor.

    Args:
        factor: an element of the field.
        certificates: proofs of it; together they cover the samples.
        where: the samples at which it is the answer, with the value of the parameter if there is one.
        region: (polynomial, sign): sign·polynomial ≥ 0 cuts the piece out.
        parameter: a free weight of the proof; the factor then holds for every admissible value of it.
    """

    factor: Any
    certificates: tuple[Certificate, ...]
    where: tuple[Sample, ...]
    region: tuple[tuple[Any, int], ...]
    parameter: Parameter | None = None

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """The region in kernel text; an end where the factor has a pole is not part of it."""
        poles = {poly for poly, _ in factors(self.denominator)[1]}
        return tuple(inequality(poly, sign, poly in poles) for poly, sign in self.region)

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """What the proof needs of the parameter, in kernel text."""
        if self.parameter is None:
            return ()
        strict = [all(value(poly, sample) for sample in self.where) for poly, _ in self.parameter.limits]
        return tuple(inequality(p, sign, s) for (p, sign), s in zip(self.parameter.limits, strict, strict=True))

    @cached_property
    def denominator(self) -> Any:
        """The denominator of the factor, with the sign that makes it positive."""
        return self.factor.denom if value(self.factor.denom, self.where[0]) > 0 else -self.factor.denom

    @property
    def numerator(self) -> Any:
        """The numerator of the factor, for that denominator."""
        return self.factor.numer if value(self.factor.denom, self.where[0]) > 0 else -self.factor.numer


def pieces(proved: Sequence[Proved], points: Sequence[Sample]) -> list[Piece]:
    """Return one piece per factor, each with its region; where regions overlap, the first piece is the least.

    Args:
        proved: certificates with the samples at which each is the best.
        points: all samples.
    """
    grouped: dict[Any, list[Proved]] = {}
    for entry in proved:
        grouped.setdefault(entry.certificate.factor, []).append(entry)
    found = [_piece(factor, entries, proved, points) for factor, entries in grouped.items()]
    return [piece for _, _, piece in sorted(found, key=lambda entry: entry[:2])]


def _piece(
    factor: Any, entries: Sequence[Proved], proved: Sequence[Proved], points: Sequence[Sample]
) -> tuple[int, Fraction, Piece]:
    """(samples of others in the region, least step, the piece)."""
    inside = frozenset().union(*(entry.where for entry in entries))
    others = [entry.certificate for entry in proved if entry.certificate.factor != factor]
    certificates = [entry.certificate for entry in entries]
    groups = (_between(factor, others), _within(certificates), _within(others))
    region, overlap = _region(groups, inside, points)
    parameter = entries[0].parameter
    at = (with_parameter(points[s], parameter.best if parameter else None) for s in sorted(inside))
    where = tuple(point for point in at if point is not None)
    return overlap, min(p["eta"] for p in where), Piece(factor, tuple(certificates), where, region, parameter)


def _region(
    groups: Iterable[Sequence[Any]], inside: frozenset[int], points: Sequence[Sample]
) -> tuple[tuple[tuple[Any, int], ...], int]:
    """Choose polynomials, of one sign inside, that exclude other samples; and how many samples they do not."""
    outside = set(range(len(points))) - inside
    found: list[tuple[Any, int]] = []
    for group in groups:
        plain = (poly for poly in group if not _has_parameter(poly))
        separators = [(poly, sign) for poly in plain if (sign := _sign(poly, inside, points))]
        while outside:
            excluded = [{s for s in outside if sign * value(p, points[s]) < 0} for p, sign in separators]
            best = max(range(len(separators)), key=lambda k: len(excluded[k]), default=None)
            if best is None or not excluded[best]:
                break
            found.append(separators[best])
            outside -= excluded[best]
    return tuple(found), len(outside)


def _has_parameter(poly: Any) -> bool:
    return any(s.name == PARAMETER for s in poly.as_expr().free_symbols)


def _between(factor: Any, others: Sequence[Certificate]) -> list[Any]:
    """The factors of the differences to the other pieces' formulas, where both have the same symbols."""
    gaps = [factor - other.factor for other in others if other.factor.field == factor.field]
    return list(dict.fromkeys(poly for gap in gaps for poly, _ in factors(gap.numer)[1]))


def _within(certificates: Sequence[Certificate]) -> list[Any]:
    """The factors of a proof's weights and of the diagonal minors of its remainder."""
    return list(dict.fromkeys(poly for c in certificates for poly in _polynomials(c)))


def _polynomials(certificate: Certificate) -> Iterator[Any]:
    size = len(certificate.remainder)
    matrix = certificate.remainder
    minors = [matrix[i][i] * matrix[j][j] - matrix[i][j] ** 2 for i in range(size) for j in range(i)]
    for element in (*certificate.weights, *(matrix[i][i] for i in range(size)), *minors, certificate.factor):
        for poly in (element.numer, element.denom):
            if poly:
                yield from (irreducible for irreducible, _ in factors(poly)[1])


def _sign(poly: Any, inside: Iterable[int], points: Sequence[Sample]) -> int:
    values = [value(poly, points[s]) for s in inside]
    return 1 if min(values) >= 0 else -1 if max(values) <= 0 else 0
