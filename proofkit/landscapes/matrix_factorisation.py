"""Matrix factorisation ½‖UVᵀ − A‖²: minima of many sharpnesses, and saddles of every lower rank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from ..landscape import Landscape
from ..symbolic_rational import exact
from ._parameters import Number, require


def matrix_factorisation(diagonal: Sequence[Number] = (1, 2), rank: int = 2) -> Landscape:
    """Return ½‖UVᵀ − A‖² (Frobenius), A = diag(diagonal) of size n, U and V of shape (n, rank).

    A minimum of value 0 exists if A has at most `rank` entries that are not 0; x_star has U = the first columns of
    the identity and V = A·U where those entries come first. U = V = 0 is a saddle unless A = 0.

    Args:
        diagonal: the n diagonal entries of A; no zero before an entry that is not zero.
        rank: columns of U and V, at least the number of entries that are not 0, at most n.
    Returns:
        A landscape on R^(2·n·rank) in u11, …, v11, … (row by row) with x_star and saddle.
    Raises:
        BadInput: no entries, a zero before another entry, or a rank out of range.
    """
    entries = tuple(exact(value, "diagonal") for value in diagonal)
    size, full = len(entries), sum(value != 0 for value in entries)
    require(size > 0 and all(entries[:full]), "diagonal", entries, "numbers, the ones that are not 0 first")
    integer = isinstance(rank, int) and not isinstance(rank, bool)
    require(integer and 1 <= rank <= size and rank >= full, "rank", rank, f"an integer from {max(full, 1)} to {size}")
    u, v = (_symbols(name, size, rank) for name in "uv")
    gap = u * v.T - sp.diag(*(sp.Rational(value) for value in entries))
    identity = [[Fraction(int(i == j)) for j in range(rank)] for i in range(size)]
    image = [[entries[i] * identity[i][j] for j in range(rank)] for i in range(size)]
    variables = (*u, *v)
    return Landscape(
        name="matrix_factorisation",
        variables=variables,
        formula=sum((entry**2 for entry in gap), sp.Integer(0)) / 2,
        points={
            "x_star": tuple(entry for matrix in (identity, image) for row in matrix for entry in row),
            "saddle": (Fraction(0),) * len(variables),
        },
        parameters={"diagonal": entries, "rank": rank},
        source="standard",
    )


def _symbols(name: str, rows: int, columns: int) -> sp.ImmutableMatrix:
    return sp.ImmutableMatrix(rows, columns, lambda i, j: sp.Symbol(f"{name}{i + 1}{j + 1}", real=True))
