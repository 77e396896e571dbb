"""How much of M can stay in M for one more step of G(x) = x − ηg(x): a bound on ρ, by change of variables.

Let M_t = {x ∈ M : G(x), …, G^t(x) ∈ M}. Where det(I − ηH) ≠ 0 the area formula gives, piece by piece of f,

    vol(M_{t+1}) = vol{x ∈ M : G(x) ∈ M_t} = ∫_{M_t} Σ 1/|det(I − ηH(x))| dy ≤ ρ·vol(M_t),

the sum over the x ∈ M with G(x) = y, and ρ its supremum over y ∈ M. If ρ < 1, the set of starts whose orbit stays in a
bounded M for ever is null. A piece counts only where its condition holds, so nothing is asked of how pieces join.

M is covered by target boxes Y. The x that G may take from M into Y lie in source boxes, which are grouped where they
touch. G is injective on the box around a group or Y stays open, so that a group has at most one x for each y ∈ Y.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np

from ..certificate import Certificate
from ..interval.boxes import enclosing, halves
from ..interval.sets import bounding_box
from ..interval.tape import Sides
from ..verdict import Verdict
from ._piece_of_map import PieceOfMap
from ._question import Clock, Question

MOST_VARIABLES = 3  #: the boxes and the determinant's formula are too many and too long beyond
MOST = 50_000  #: source boxes at once, before giving up
MOST_GROUPED = 200  #: source boxes of one target that are grouped
SHARE = 0.5  #: sources are cut until their images are at most this part of the target, in every coordinate


def transfer_bound(clock: Clock) -> Certificate:
    """Return HOLDS with `upper`, a bound on ρ below 1, by method "transfer"; else UNDECIDED with what is open.

    M must be bounded. `data["targets"]` is the number of target boxes in which ρ was bounded.
    """
    question = clock.question
    sides = bounding_box(question.region)
    if sides is None or question.landscape.dimension > MOST_VARIABLES:
        words = "the region is not bounded" if sides is None else f"more than {MOST_VARIABLES} variables"
        return clock.certificate(Verdict.UNDECIDED, method="transfer", open_=words)
    search = _Search(question)
    words = search.run(sides, question.budget)
    if words:
        return clock.certificate(Verdict.UNDECIDED, method="transfer", boxes=search.boxes, open_=words)
    data: dict[str, object] = {"targets": search.targets}
    return clock.certificate(Verdict.HOLDS, upper=search.bound, method="transfer", boxes=search.boxes, data=data)


@dataclass(frozen=True)
class _Sources:
    """Source boxes, each for one target: where a point of M may lie that G takes into the target.

    Args:
        low, high: their ends; shape (d, boxes).
        image_low, image_high: the ends of boxes around their images; shape (d, boxes).
        piece: index of the piece of f; shape (boxes,).
        target: index of the target; shape (boxes,).
    """

    low: Any
    high: Any
    image_low: Any
    image_high: Any
    piece: Any
    target: Any

    def where(self, chosen: Any) -> _Sources:
        return _Sources(*(getattr(self, f.name)[..., chosen] for f in fields(self)))

    def __add__(self, other: _Sources) -> _Sources:
        return _Sources(
            *(np.concatenate([getattr(self, f.name), getattr(other, f.name)], axis=-1) for f in fields(self))
        )

    def reaching(self, low: Any, high: Any) -> _Sources:
        """Return the sources whose images may meet their targets, which are given by the ends of all of them."""
        meets = (self.image_low <= high[:, self.target]) & (self.image_high >= low[:, self.target])
        return self.where(meets.all(axis=0))


class _Search:
    """Cuts targets and sources until ρ < 1 is shown in every target; `bound` is the greatest of the bounds so far."""

    def __init__(self, question: Question):
        self.pieces = [PieceOfMap(piece, question) for piece in question.landscape.pieces]
        self.bound, self.boxes, self.targets = Fraction(0), 0, 0
        self.stuck = ""

    def run(self, sides: Sides, budget: float) -> str:
        """Return "" if ρ ≤ `bound` < 1 in all of M, else what is open, in words."""
        low, high = enclosing(sides)
        count = len(self.pieces)
        first = (np.repeat(low, count, axis=1), np.repeat(high, count, axis=1), np.arange(count))
        sources = self._sources(*first, np.zeros(count, dtype=int))
        end = monotonic() + budget  # from here: the first enclosures may have to be compiled
        while len(sources.target) and not self.stuck:
            if monotonic() > end or len(sources.target) > MOST:
                return self._open(sources, "the budget" if monotonic() > end else "the number of boxes")
            span = high - low
            wide = ((sources.image_high - sources.image_low) > SHARE * span[:, sources.target]).any(axis=0)
            waiting = np.zeros(low.shape[1], dtype=bool)
            waiting[sources.target[wide]] = True
            ready = sources.where(~waiting[sources.target])
            failed = self._failed(ready)
            cut = self._cut(sources.where(wide)).reaching(low, high)
            rest = sources.where(~wide & waiting[sources.target]) + cut
            chosen = ready.where(np.isin(ready.target, failed))
            sources, low, high = self._next(rest, chosen, low, high)
        return self.stuck

    def _sources(self, low: Any, high: Any, piece: Any, target: Any) -> _Sources:
        """Enclose the images of boxes, and keep those of which some point may stay in M."""
        image_low, image_high = np.empty_like(low), np.empty_like(low)
        stays = np.zeros(len(piece), dtype=bool)
        self.boxes += len(piece)
        for k, part in enumerate(self.pieces):
            mine = piece == k
            a, b = low[:, mine], high[:, mine]
            image_low[:, mine], image_high[:, mine] = image = part.images(a, b)
            stays[mine] = part.may_stay(a, b, *image)
            shrinking = part.shrinking(a, b)
            if shrinking.any():
                where = _point(a, b, int(np.argmax(shrinking)))
                self.stuck = f"|det(I - eta*H)| <= 1 at {where}, whose image lies in M"
        return _Sources(low, high, image_low, image_high, piece, target).where(stays)

    def _cut(self, sources: _Sources) -> _Sources:
        left, right, fine = halves(sources.low, sources.high)
        if not fine.all():
            k = int(np.argmin(fine))
            self.stuck = f"no bound on ever smaller boxes about {_point(sources.low, sources.high, k)}"
        low, high = (np.concatenate(pair, axis=1) for pair in zip(left, right, strict=True))
        return self._sources(low, high, np.tile(sources.piece, 2), np.tile(sources.target, 2))

    def _next(self, rest: _Sources, failed: _Sources, low: Any, high: Any) -> tuple[_Sources, Any, Any]:
        """The sources that are left, and the ends of the targets: those of `rest`, and both halves of `failed`."""
        kept, parents = np.unique(rest.target), np.unique(failed.target)
        left, right, _ = halves(low[:, parents], high[:, parents])
        ends = zip((low[:, kept], high[:, kept]), left, right, strict=True)
        low, high = (np.concatenate(parts, axis=1) for parts in ends)
        place = len(kept) + np.searchsorted(parents, failed.target)
        both = replace(failed, target=place) + replace(failed, target=place + len(parents))
        sources = replace(rest, target=np.searchsorted(kept, rest.target)) + both
        may_meet = self.pieces[0].region.run(low, high)[1, 0] > 0
        return sources.where(may_meet[sources.target]).reaching(low, high), low, high

    def _failed(self, sources: _Sources) -> Any:
        """Bound ρ in the targets of the sources, all of which are given; return the targets where that fails."""
        weights, hulls, failed = self._weights(sources), [], set[int]()
        totals: dict[int, Fraction] = {}
        for target, piece, boxes in _by_target(sources):
            totals.setdefault(target, Fraction(0))
            if len(boxes) > MOST_GROUPED or not np.isfinite(weights[boxes]).all():
                failed.add(target)
                continue
            for group in _groups(sources.low[:, boxes], sources.high[:, boxes]):
                chosen = boxes[group]
                totals[target] += Fraction(float(weights[chosen].max()))
                hull = sources.low[:, chosen].min(axis=1), sources.high[:, chosen].max(axis=1)
                hulls.append((target, piece, *hull))
        failed |= {target for target, total in totals.items() if total >= 1} | self._not_injective(hulls)
        settled = [total for target, total in totals.items() if target not in failed]
        self.bound, self.targets = max([self.bound, *settled]), self.targets + len(settled)
        return np.array(sorted(failed), dtype=int)

    def _weights(self, sources: _Sources) -> Any:
        """Upper bounds of 1/|det(I − ηH)| on the sources; shape (boxes,)."""
        found = np.empty(len(sources.piece))
        for k, part in enumerate(self.pieces):
            mine = sources.piece == k
            found[mine] = part.inverse_determinants(sources.low[:, mine], sources.high[:, mine])
        return found

    def _not_injective(self, hulls: list[tuple[int, int, Any, Any]]) -> set[int]:
        """The targets of the hulls (target, piece, low, high) on which G is not shown to be injective."""
        found = set[int]()
        for k, part in enumerate(self.pieces):
            mine = [hull for hull in hulls if hull[1] == k]
            if mine:
                low, high = (np.stack([hull[end] for hull in mine], axis=1) for end in (2, 3))
                found |= {hull[0] for hull, fine in zip(mine, part.injective(low, high), strict=True) if not fine}
        return found

    def _open(self, sources: _Sources, what: str) -> str:
        """Which limit was met, and where one of the smallest boxes is."""
        k = int(np.argmin((sources.high - sources.low).max(axis=0)))
        where = _point(sources.low, sources.high, k)
        ran_out = f"{what} ran out before the volumes that stay were shown to shrink"
        return f"{ran_out}: det(I - eta*H) near 0, or too many preimages, about {where}"


def _by_target(sources: _Sources) -> Iterator[tuple[int, int, Any]]:
    """Yield (target, piece, indices of its sources)."""
    order = np.lexsort((sources.piece, sources.target))
    keys = np.stack([sources.target[order], sources.piece[order]])
    starts = np.flatnonzero((np.diff(keys, axis=1) != 0).any(axis=0)) + 1
    for boxes in np.split(order, starts) if len(order) else ():
        yield int(sources.target[boxes[0]]), int(sources.piece[boxes[0]]), boxes


def _groups(low: Any, high: Any) -> list[Any]:
    """The classes of boxes that touch, or are joined by boxes that do, as indices."""
    touch = ((low[:, :, None] <= high[:, None, :]) & (low[:, None, :] <= high[:, :, None])).all(axis=0)
    label = np.arange(low.shape[1])
    while True:
        least = np.where(touch, label, len(label)).min(axis=1)
        if (least == label).all():
            return [np.flatnonzero(label == k) for k in np.unique(label)]
        label = least[least]


def _point(low: Any, high: Any, k: int) -> str:
    return f"({', '.join(f'{x:.6g}' for x in (low[:, k] + high[:, k]) / 2)})"
