"""How an engine of the benchmark is asked: one JSON line in, one JSON line out for each claim.

This file and the engines beside it run in a process of their own, some of them with another Python, so they import
nothing of the library. An expression comes as lines, each an operation on earlier lines:

    ["number", p, q]  ["variable", i]  ["plus", a, b]  ["times", a, b]  ["power", a, n ≥ 2]  ["inverse", a]
    ["exp", a]  ["log", a]  ["sin", a]  ["cos", a]

Several lines of the same operation on the same operands do not occur. The last line is the expression.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Lines = Sequence[Sequence[Any]]
Box = Sequence[tuple[float, float]]
PROVED, REFUTED, OPEN = "proved", "refuted", "not proved"
MOST = 300  #: seconds of processor time: an engine that nobody waits for any more ends
REPEAT, SHORT = 3, 1.0  #: a claim that takes less than SHORT seconds is asked REPEAT times

#: e = exp x + 1 on [−1, 1], asked before the clock starts, so that nothing is loaded or compiled later
FIRST: Lines = (("variable", 0), ("exp", 0), ("number", 1, 1), ("plus", 1, 2))

#: operations whose operands are not lines
LEAVES = ("number", "variable", "constant")


def built(lines: Lines, make: Mapping[str, Callable[..., Any]]) -> Any:
    """Return an expression in an engine's own terms.

    Args:
        lines: see above.
        make: operation → function of its operands, already built; "number", "variable" and the exponent of "power"
            are given as they are.
    """
    found: list[Any] = []
    for name, *operands in lines:
        if name in LEAVES:
            found.append(make[name](*operands))
        elif name == "power":
            found.append(make[name](found[operands[0]], operands[1]))
        else:
            found.append(make[name](*(found[k] for k in operands)))
    return found[-1]


def serve(read: Callable[[Lines, int], Any], prove: Callable[[Any, Box], tuple[str, int | None]]) -> None:
    """Answer the claims that come on the standard input.

    Args:
        read: lines and the number of variables → the engine's own expression; not timed.
        prove: expression and box → verdict on e ≥ 0, and how many boxes that took if it is known; timed.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
    prove(read(FIRST, 1), [(-1.0, 1.0)])
    print(json.dumps({"ready": True}), flush=True)
    for text in sys.stdin:
        asked = json.loads(text)
        expression, box = read(asked["lines"], len(asked["box"])), [tuple(side) for side in asked["box"]]
        seconds: list[float] = []
        while len(seconds) < (REPEAT if not seconds or seconds[0] < SHORT else 1):
            began = time.perf_counter()
            verdict, boxes = prove(expression, box)
            seconds.append(time.perf_counter() - began)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        answer = {
            "verdict": verdict,
            "boxes": boxes,
            "seconds": sorted(seconds)[len(seconds) // 2],
            "memory_mib": memory,
        }
        print(json.dumps(answer), flush=True)
