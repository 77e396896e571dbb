"""An operation as a user writes it, "add_quadratic(delta)" or "sum(smooth(L2))", read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from . import discovery
from .errors import BadInput, ProofkitError, UnknownName
from .known import Known, known, positive, split
from .operation import Counterexample, Operation


class NotKept(ProofkitError):
    """An operation does not keep a class: there is a counterexample."""

    def __init__(self, name: str, title: str, counterexample: Counterexample):
        self.counterexample = counterexample
        super().__init__(f"{title} need not be in {name}, with any constant: {counterexample.words}")


@dataclass(frozen=True)
class Applied:
    """An operation with the values of its parameters and what is known of its functions.

    Args:
        operation: what is done.
        start: what is known of the first function.
        other: what is known of the second one, if there is one.
        arguments: (parameter, value).
        text: as the user wrote it.
    """

    operation: Operation
    start: Known
    other: Known | None
    arguments: tuple[tuple[str, sp.Expr], ...]
    text: str

    def __str__(self) -> str:
        return f"{self.start} under {self.text}"

    @property
    def order(self) -> Mapping[sp.Symbol, sp.Expr]:
        """What is known of the order of all constants."""
        return {**self.start.order, **(self.other.order if self.other else {})}


def applied(text: str, start: Known) -> Applied:
    """Read an operation on a function of which something is known.

    Raises:
        BadInput: not of that form, or a name that the operation uses itself.
        UnknownName: there is no such operation.
    """
    match = re.fullmatch(r"\s*([A-Za-z]\w*)\s*(?:\((.*)\))?\s*", text, re.ASCII)
    if match is None or match[1] not in discovery.names("operation"):
        raise UnknownName("operation", match[1] if match else text, discovery.names("operation"))
    operation: Operation = discovery.load("operation", match[1])
    inside = match[2] or ""
    other = known(inside) if operation.two and inside.strip() else None
    given = [] if operation.two else split(inside)
    if len(given) != len(operation.parameters) or operation.two != bool(other):
        raise BadInput("operation", text, _form(operation))
    arguments = tuple(zip(operation.parameters, map(positive, given), strict=True))
    made = Applied(operation, start, other, arguments, text.strip())
    _check_names(made)
    return made


def _form(operation: Operation) -> str:
    if operation.two:
        return f"{operation.name}(CLASSES) with the classes of the other function, such as {operation.name}(smooth(L2))"
    parameters = ", ".join(operation.parameters)
    return f"{operation.name}({parameters})" if parameters else f"{operation.name}, without arguments"


def _check_names(made: Applied) -> None:
    """The user's names must not be those of the operation's own functions and vectors."""
    taken = set(made.operation.symbols())
    given = [value for side in (made.start, made.other) if side for _, values in side.classes for value in values]
    for value in (*given, *(value for _, value in made.arguments)):
        if value.is_Symbol and value.name in taken:
            raise BadInput("constant", value.name, "another name: this operation uses it itself")
