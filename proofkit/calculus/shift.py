"""f + b for a number b: nothing changes."""

from ..operation import Operation
from ._shared import unchanged

shift = Operation(
    name="shift",
    title="f + b",
    lambdas={"f": "lambda p: f(p) + b"},
    declare={"b": "scalar"},
    given=unchanged(),
)
