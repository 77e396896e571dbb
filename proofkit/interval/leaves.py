"""The boxes that a subdivision ended with, kept as arrays, and the tree of cuts that leads to them, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isnan
from typing import Any

import numpy as np

from ..enclosure.assembled import around
from ..errors import BadInput
from .tape import Sides

CUT, LEAF, DROPPED = "clx"  #: what a box of the tree is: cut in two, kept, left out because it misses the set
KEPT = 65536  #: leaves kept for a referee
LONGEST = 64 * KEPT  #: boxes of a tree that is read

#: a box by its floating-point ends: (low, high)
Ends = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class Leaves:
    """Boxes cut from one root.

    Args:
        low, high: their ends, shape (d, boxes).
    """

    low: Any
    high: Any

    def __len__(self) -> int:
        return int(self.low.shape[1]) if self.low.ndim > 1 else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Leaves) and sorted(self._rows()) == sorted(other._rows())

    def _rows(self) -> list[Ends]:
        return [(tuple(a), tuple(b)) for a, b in zip(self.low.T.tolist(), self.high.T.tolist(), strict=True)]

    def parts(self, sides: Sides) -> Iterator[tuple[str, Sides]]:
        """Yield (CUT, LEAF or DROPPED, box) of the tree below the box around `sides`, the lower half of a cut first.

        Raises:
            BadInput: these are not boxes that cuts of that root lead to.
        """
        rows = self._rows()
        todo: list[tuple[Ends, list[int]]] = [(_root(sides), list(range(len(rows))))]
        while todo:
            box, inside = todo.pop()
            if not inside or (len(inside) == 1 and rows[inside[0]] == box):
                yield (LEAF if inside else DROPPED), _sides(box)
                continue
            axis, middle = _cut(box)
            lower = [i for i in inside if rows[i][1][axis] <= middle]
            upper = [i for i in inside if rows[i][0][axis] >= middle]
            if len(lower) + len(upper) != len(inside) or not box[0][axis] < middle < box[1][axis]:
                raise BadInput("boxes", f"{len(rows)} of them", "the halves of halves of one box")
            yield CUT, _sides(box)
            first, second = _halves(box, axis, middle)
            todo += [(second, upper), (first, lower)]

    def tree(self, sides: Sides) -> str:
        """Return the tree as text, a letter a box; `leaves_of` reads it."""
        return "".join(letter for letter, _ in self.parts(sides))


def leaves_of(tree: str, sides: Sides) -> Leaves:
    """Return the leaves of a tree of cuts of the box around `sides`.

    Raises:
        BadInput: the text is no such tree.
    """
    found, todo = list[Ends](), [_root(sides)]
    if len(tree) > LONGEST:
        raise _no_tree(tree)
    for letter in tree:
        if not todo:
            raise _no_tree(tree)
        box = todo.pop()
        if letter == LEAF:
            found.append(box)
        elif letter == CUT:
            axis, middle = _cut(box)
            if not box[0][axis] < middle < box[1][axis]:
                raise _no_tree(tree)
            todo += reversed(_halves(box, axis, middle))
        elif letter != DROPPED:
            raise _no_tree(tree)
    if todo:
        raise _no_tree(tree)
    shape = len(found), len(sides)
    return Leaves(*(np.array([box[k] for box in found], dtype=float).reshape(shape).T for k in (0, 1)))


def _no_tree(tree: str) -> BadInput:
    return BadInput(
        "tree of boxes", tree[:20], f"letters {CUT}, {LEAF}, {DROPPED}, each cut followed by its two halves"
    )


def _root(sides: Sides) -> Ends:
    ends = [(around(low)[0], around(high)[1]) for low, high in sides]
    return tuple(float(low) for low, _ in ends), tuple(float(high) for _, high in ends)


def _cut(box: Ends) -> tuple[int, float]:
    """Where `boxes.halves` cuts: the first of the widest sides, at `range.middles` of it."""
    widths = [high - low for low, high in zip(*box, strict=True)]
    axis = widths.index(max(widths))
    low, high = box[0][axis], box[1][axis]
    middle = low / 2 + high / 2
    return axis, min(max(0.0 if isnan(middle) else middle, low), high)


def _halves(box: Ends, axis: int, middle: float) -> tuple[Ends, Ends]:
    low, high = box
    return (low, (*high[:axis], middle, *high[axis + 1 :])), ((*low[:axis], middle, *low[axis + 1 :]), high)


def _sides(box: Ends) -> Sides:
    return tuple((Fraction(low), Fraction(high)) for low, high in zip(*box, strict=True))
