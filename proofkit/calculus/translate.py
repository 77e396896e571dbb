"""f(p − v) for a vector v: region and centre move along, nothing else changes."""

from ..operation import Operation
from ._shared import unchanged

translate = Operation(
    name="translate",
    title="f(p - v)",
    lambdas={
        "f": "lambda p: f(p - v)",
        "g": "lambda p: g(p - v)",
        "S": "lambda p: p - v in S",
        "c": "lambda p: c(p - v) + v",
    },
    declare={"v": "vector"},
    image="{p} - v",
    given=unchanged(),
)
