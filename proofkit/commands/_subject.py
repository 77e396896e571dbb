"""The function a command is about: a landscape by name with parameters, or an expression in variables."""

from __future__ import annotations

import argparse
import inspect
import math
from typing import TYPE_CHECKING, Any

from .. import discovery
from ..errors import BadInput, UnknownName
from ..reading import parse_variables
from ..symbolic_rational import parse_rational

if TYPE_CHECKING:
    from ..landscape import Landscape


def add_subject(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which function is meant."""
    parser.add_argument("subject", metavar="EXPR|LANDSCAPE", help="such as 'x**2 + 3*sin(x)**2', or a landscape's name")
    parser.add_argument("--vars", metavar="x,y", help="the variables of an expression, in order")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="a parameter of a landscape")


def read_subject(wanted: argparse.Namespace, everywhere: bool = True) -> Landscape:
    """Return the function that the arguments name.

    Args:
        wanted: the arguments.
        everywhere: whether an expression must be defined on all of R^d, and not only where the command looks.
    Raises:
        BadInput: an unknown landscape or parameter, or an expression that is not one.
    """
    subject = wanted.subject.strip()
    if wanted.vars is None and subject.isidentifier():
        return _landscape(subject, wanted.set)
    if wanted.set:
        raise BadInput("--set", ", ".join(wanted.set), "parameters of a named landscape only")
    if wanted.vars is None:
        raise BadInput("variables", "none", f"--vars with the variables of {subject}, such as --vars x,y")
    from ..landscape_expression import expression_landscape

    return expression_landscape(subject, parse_variables(wanted.vars), everywhere)


def read_budget(text: str) -> float:
    """Return a time in seconds.

    Raises:
        BadInput: not a positive number.
    """
    seconds = float(parse_rational(text, "budget"))
    if not 0 < seconds < math.inf:
        raise BadInput("budget", text, "a positive number of seconds")
    return seconds


def _landscape(name: str, settings: list[str]) -> Landscape:
    factory = discovery.load("landscape", name)
    known = inspect.signature(factory).parameters
    return factory(**dict(_setting(name, text, known) for text in settings))


def _setting(landscape: str, text: str, known: Any) -> tuple[str, Any]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals:
        raise BadInput("--set", text, "NAME=VALUE")
    if name not in known:
        raise UnknownName(f"parameter of {landscape}", name, known)
    number = parse_rational(value, name)
    if known[name].annotation != "int":
        return name, number
    if number.denominator != 1:
        raise BadInput(name, value, "a whole number")
    return name, int(number)
