"""What the theorems on ½(1 − xyzw)² share: the residual e = 1 − xyzw and the sharpness S at minima."""

from itertools import combinations

NAMES = ("x", "y", "z", "w")


def others(name: str, at: str) -> str:
    """Return the text of the product of the three other factors."""
    return "*".join(f"{other}{at}" for other in NAMES if other != name)


def step(name: str, at: str, later: str) -> str:
    """Return the text of one coordinate's gradient step."""
    product = "*".join(f"{other}{at}" for other in NAMES)
    return f"{name}{later} == {name}{at} + eta*(1 - {product})*{others(name, at)}"


def residual(at: str) -> str:
    """Return the text of 1 − xyzw."""
    return "1 - " + "*".join(f"{name}{at}" for name in NAMES)


def sharpness(at: str) -> str:
    """Return the text of (yzw)² + (xzw)² + (xyw)² + (xyz)²."""
    return " + ".join(f"({others(name, at)})**2" for name in NAMES)


def size(at: str) -> str:
    """Return the text of x² + y² + z² + w²."""
    return " + ".join(f"{name}{at}**2" for name in NAMES)


def pairs(at: str) -> str:
    """Return the text of the sum of x²y² over all pairs."""
    return " + ".join(f"{one}{at}**2*{other}{at}**2" for one, other in combinations(NAMES, 2))


#: symbol → the text of what it stands for
DEFINED = {"e": residual, "S": sharpness, "Pi": pairs, "N": size}
