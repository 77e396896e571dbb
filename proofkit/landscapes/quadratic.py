"""A quadratic with given curvatures along the axes: where the behaviour of a method is known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..landscape import Landscape, coordinates
from ._parameters import Number, axis_point, positive, require


def quadratic(
    dimension: int | None = None,
    L: Number | None = None,
    mu: Number | None = None,
    eigenvalues: str | Sequence[Number] | None = None,
) -> Landscape:
    """Return ½ Σ λ_i x_i², with 0 < λ_1 ≤ … ≤ λ_d.

    Args:
        dimension: d ≥ 1; 2 by default, or as many as there are eigenvalues.
        L: largest curvature λ_d; 4 by default.
        mu: smallest curvature λ_1; L on the line, L/4 otherwise. Those between are evenly spaced.
        eigenvalues: all curvatures instead, as a list or a text such as "1, 2, 7/2".
    Returns:
        A landscape with its minimiser x_star (also "center") at 0 and the constants mu = λ_1 and L = λ_d.
    Raises:
        BadInput: a curvature that is not positive and exact, mu > L, mu ≠ L on the line, another number of
            eigenvalues than the dimension, or eigenvalues together with mu or L.
    """
    if eigenvalues is None:
        spectrum = _evenly(2 if dimension is None else dimension, 4 if L is None else L, mu)
    else:
        require(L is None and mu is None, "eigenvalues", eigenvalues, "no mu or L beside them")
        listed = eigenvalues.split(",") if isinstance(eigenvalues, str) else list(eigenvalues)
        spectrum = tuple(sorted(positive(**{f"eigenvalue {i}": value for i, value in enumerate(listed, 1)})))
    d = len(spectrum)
    require(dimension in (None, d), "eigenvalues", f"{d} of them", f"{dimension}, one for each coordinate")
    xs, origin = coordinates(d), axis_point(d, Fraction(0))
    return Landscape(
        name="quadratic",
        variables=xs,
        formula=sum(c * x**2 for c, x in zip(spectrum, xs, strict=True)) / 2,
        points={"x_star": origin, "center": origin},
        constants={"mu": spectrum[0], "L": spectrum[-1]},
        parameters={"dimension": d, "eigenvalues": ", ".join(map(str, spectrum))},
        source="standard",
    )


def _evenly(dimension: int, L: Number, mu: Number | None) -> tuple[Fraction, ...]:
    coordinates(dimension)  # refuses what is not a dimension
    (largest,) = positive(L=L)
    smallest = (largest if dimension == 1 else largest / 4) if mu is None else positive(mu=mu)[0]
    require(smallest <= largest, "mu", smallest, f"at most L = {largest}")
    require(dimension > 1 or smallest == largest, "mu", smallest, f"L = {largest} on the line: there is one curvature")
    gap = (largest - smallest) / max(dimension - 1, 1)
    return tuple(smallest + i * gap for i in range(dimension))
