"""How lemmas say that a scalar function has a value and a slope at a point; squares stand for absolute values."""


def slope(image: str, point: str, value: str, factor: str) -> str:
    """Return kernel text for "F(c) = v and F'(c) = a": for every E > 0, (F(c+h) − v − ah)² ≤ E·h² near h = 0.

    Args:
        image: text of F(p), with `{p}` where the argument stands.
        point, value, factor: texts of c, v and a.
    """
    gap = f"({image.format(p=f'{point} + h')} - {value} - {factor}*h)**2"
    near = f"forall(h, scalar, implies(h**2 < D, {gap} <= E*h**2))"
    return f"forall(E, scalar, implies(E > 0, exists(D, scalar, D > 0 and {near})))"


def near(image: str, point: str, value: str, factor: str, error: str) -> str:
    """Return the part "there is D > 0 …" of `slope`, for the error E given as text."""
    return (
        slope(image, point, value, factor)
        .removeprefix("forall(E, scalar, implies(E > 0, ")[:-2]
        .replace("<= E*h**2", f"<= ({error})*h**2")
    )
