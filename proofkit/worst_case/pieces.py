"""From certificates to pieces: which proofs give the same factor, and the region of the constants where they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .polynomials import factors, inequality, value
from .samples import Sample
from .search import Certificate


@dataclass(frozen=True)
class Piece:
    """One formula for the factor.

    Args:
        factor: an element of the field.
        certificates: proofs of it; together they cover the samples.
        where: the samples at which it is the answer.
        region: (polynomial, sign): sign·polynomial ≥ 0 cuts the piece out.
    """

    factor: Any
    certificates: tuple[Certificate, ...]
    where: tuple[Sample, ...]
    region: tuple[tuple[Any, int], ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """The region in kernel text; an end where the factor has a pole is not part of it."""
        poles = {poly for poly, _ in factors(self.denominator)[1]}
        return tuple(inequality(poly, sign, poly in poles) for poly, sign in self.region)

    @property
    def denominator(self) -> Any:
        """The denominator of the factor, with the sign that makes it positive."""
        return self.factor.denom if value(self.factor.denom, self.where[0]) > 0 else -self.factor.denom

    @property
    def numerator(self) -> Any:
        """The numerator of the factor, for that denominator."""
        return self.factor.numer if value(self.factor.denom, self.where[0]) > 0 else -self.factor.numer


def pieces(proved: Sequence[tuple[Certificate, Sequence[int]]], points: Sequence[Sample]) -> list[Piece]:
    """Return one piece per factor, each with its region.

    Args:
        proved: certificates with the indices of the samples at which each was found.
        points: all samples.
    """
    grouped: dict[Any, tuple[list[Certificate], set[int]]] = {}
    for certificate, where in proved:
        certificates, covered = grouped.setdefault(certificate.factor, ([], set()))
        certificates.append(certificate)
        covered.update(where)
    found = []
    for factor, (certificates, covered) in grouped.items():
        others = [other for other in grouped if other != factor]
        region = _region(factor, others, certificates, covered, points)
        where = tuple(points[s] for s in sorted(covered))
        found.append(Piece(factor, tuple(certificates), where, region))
    return sorted(found, key=lambda piece: min(sample["eta"] for sample in piece.where))


def _region(
    factor: Any, others: Sequence[Any], certificates: Sequence[Certificate], inside: set[int], points: Sequence[Sample]
) -> tuple[tuple[Any, int], ...]:
    """Choose polynomials, of one sign inside, that exclude every other sample."""
    outside = {s for s in range(len(points)) if s not in inside}
    found: list[tuple[Any, int]] = []
    for group in (_between(factor, others), _within(certificates)):
        separators = [(poly, sign) for poly in group if (sign := _sign(poly, inside, points))]
        while outside:
            excluded = [{s for s in outside if sign * value(p, points[s]) < 0} for p, sign in separators]
            best = max(range(len(separators)), key=lambda k: len(excluded[k]), default=None)
            if best is None or not excluded[best]:
                break
            found.append(separators[best])
            outside -= excluded[best]
    return tuple(found)


def _between(factor: Any, others: Sequence[Any]) -> list[Any]:
    """The factors of the differences to the other pieces' formulas."""
    return list(dict.fromkeys(poly for other in others for poly, _ in factors((factor - other).numer)[1]))


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


def _sign(poly: Any, inside: set[int], points: Sequence[Sample]) -> int:
    values = [value(poly, points[s]) for s in inside]
    return 1 if min(values) >= 0 else -1 if max(values) <= 0 else 0
