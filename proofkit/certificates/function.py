"""A function as data that rebuilds it exactly, with its formula, so that a changed library is noticed."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .. import discovery
from ..errors import BadInput
from ..landscape import Landscape
from ..landscape_expression import expression_landscape
from .encoded import value, value_data


def function_data(landscape: Landscape) -> dict[str, Any]:
    """Return what rebuilds a function: a landscape's name and parameters, or an expression and its variables.

    Raises:
        BadInput: it is neither.
    """
    names = [str(v) for v in landscape.variables]
    if landscape.name in discovery.names("landscape"):
        settings = {name: value_data(setting, None) for name, setting in landscape.parameters.items()}
        how: dict[str, Any] = {"landscape": landscape.name, "parameters": settings}
    else:
        how = {"expression": str(landscape.parameters.get("text", landscape.formula))}
    data = {**how, "variables": names, "formula": str(landscape.formula)}
    again = function(data)
    if (again.formula, again.variables) != (landscape.formula, landscape.variables):
        raise BadInput(
            "function", data["formula"][:60], "a landscape of the library, or an expression that can be read"
        )
    return data


def function(data: object) -> Landscape:
    """Return the function that `function_data` wrote.

    Raises:
        BadInput: something else, or the formula is no longer the one that was written.
    """
    if not isinstance(data, Mapping) or not {"variables", "formula"} <= set(data):
        raise BadInput("function in the file", str(data)[:60], "an object with its variables and formula")
    names = data["variables"]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadInput("variables in the file", str(names)[:60], "a list of names")
    if "expression" in data:
        if not isinstance(data["expression"], str):
            raise BadInput("expression in the file", str(data["expression"])[:60], "text")
        found = expression_landscape(data["expression"], names, everywhere=False)
    else:
        found = _named(data.get("landscape"), data.get("parameters"))
    if str(found.formula) != data["formula"] or [str(v) for v in found.variables] != names:
        shown = f"{str(data['formula'])[:60]} in {', '.join(names)}"
        raise BadInput("function in the file", shown, f"{str(found.formula)[:60]}, which {found.name} is")
    return found


def _named(name: object, parameters: object) -> Landscape:
    if not isinstance(name, str) or not isinstance(parameters, Mapping):
        raise BadInput("function in the file", str(name)[:60], "a landscape's name and its parameters")
    factory = discovery.load("landscape", name)
    unknown = [key for key in parameters if key not in inspect.signature(factory).parameters]
    settings = {key: value(setting, None) for key, setting in parameters.items()}
    if unknown or not all(isinstance(v, int | str | Fraction | tuple) for v in settings.values()):
        raise BadInput(f"parameters of {name}", ", ".join(map(str, unknown or settings)), "its own, exact numbers")
    try:
        found: Landscape = factory(**settings)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"parameters of {name}", str(parameters)[:60], f"values of its own ({error})") from None
    return found
