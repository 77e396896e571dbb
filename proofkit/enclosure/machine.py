"""The interpreter: one list of instructions over many boxes, a block of boxes at a time.

A register holds the enclosures of one intermediate result on the boxes of a block. An instruction fills one register
from others, in a loop over the block that the compiler turns into vector code where the operation allows it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..compile_options import compiled
from .codes import (
    ABSOLUTE,
    AND,
    AT_MOST,
    ATAN,
    EQUAL,
    INVERSE,
    KINK,
    LESS,
    NEGATIVE,
    NOT,
    NUMBER,
    OR,
    PLUS,
    POWER,
    ROOT,
    SIGN,
    SQUARE,
    TAN,
    TIMES,
    VARIABLE,
)  # fmt: skip
from .elementary import rising, waves
from .intervals import greatest, inverse, least, magnitude, mignitude, plus, power, root, square, times
from .rounding import INFINITE

BLOCK = 128  #: boxes that pass through an instruction together


@compiled
def about_kink(code: int, low: float, high: float) -> tuple[float, float]:
    """Return an enclosure of |x|, of its slope or of its second derivative on [low, high]."""
    if code == ABSOLUTE:
        return mignitude(low, high), magnitude(low, high)
    if low > 0 or high < 0:
        sign = 1.0 if low > 0 else -1.0
        return (sign, sign) if code == SIGN else (0.0, 0.0)
    return (-1.0, 1.0) if code == SIGN else (-INFINITE, INFINITE)


@compiled
def truth(code: int, al: float, ah: float, bl: float, bh: float) -> tuple[float, float]:
    """Return what is known of a condition."""
    if code == LESS:
        return (1.0 if ah < bl else 0.0), (0.0 if al >= bh else 1.0)
    if code == AT_MOST:
        return (1.0 if ah <= bl else 0.0), (0.0 if al > bh else 1.0)
    if code == EQUAL:
        return (1.0 if al == ah and bl == bh and al == bl else 0.0), (0.0 if ah < bl or bh < al else 1.0)
    if code == AND:
        return least(al, bl), least(ah, bh)
    if code == OR:
        return greatest(al, bl), greatest(ah, bh)
    return 1.0 - ah, 1.0 - al


@compiled
def chosen(tl: float, th: float, al: float, ah: float, bl: float, bh: float) -> tuple[float, float]:
    """Return the first result where the condition holds, the second where it does not, their hull if undecided."""
    if tl > 0:
        return al, ah
    if th < 1:
        return bl, bh
    return least(al, bl), greatest(ah, bh)


@compiled
def step(code: int, n: int, L: Any, H: Any, k: int, a: int, b: int, c: int) -> None:
    """Fill register k."""
    if code == PLUS:
        for t in range(BLOCK):
            L[k, t], H[k, t] = plus(L[a, t], H[a, t], L[b, t], H[b, t])
    elif code == TIMES:
        for t in range(BLOCK):
            L[k, t], H[k, t] = times(L[a, t], H[a, t], L[b, t], H[b, t])
    elif code == NEGATIVE:
        for t in range(BLOCK):
            L[k, t], H[k, t] = -H[a, t], -L[a, t]
    elif code == SQUARE:
        for t in range(BLOCK):
            L[k, t], H[k, t] = square(L[a, t], H[a, t])
    elif code == POWER:
        for t in range(BLOCK):
            L[k, t], H[k, t] = power(L[a, t], H[a, t], n)
    elif code == INVERSE:
        for t in range(BLOCK):
            L[k, t], H[k, t] = inverse(L[a, t], H[a, t])
    elif code == ROOT:
        for t in range(BLOCK):
            L[k, t], H[k, t] = root(L[a, t], H[a, t])
    elif code <= TAN:
        for t in range(BLOCK):
            L[k, t], H[k, t] = waves(code, L[a, t], H[a, t])
    elif code <= ATAN:
        for t in range(BLOCK):
            L[k, t], H[k, t] = rising(code, L[a, t], H[a, t])
    elif code <= KINK:
        for t in range(BLOCK):
            L[k, t], H[k, t] = about_kink(code, L[a, t], H[a, t])
    elif code <= NOT:
        for t in range(BLOCK):
            L[k, t], H[k, t] = truth(code, L[a, t], H[a, t], L[b, t], H[b, t])
    else:
        for t in range(BLOCK):
            L[k, t], H[k, t] = chosen(L[a, t], H[a, t], L[b, t], H[b, t], L[c, t], H[c, t])


@compiled
def execute(lines: Any, numbers: Any, registers: int, outputs: Any, low: Any, high: Any) -> Any:
    """Run a program on boxes.

    Args:
        lines: instructions (code, register to fill, operand, operand, operand, exponent); shape (lines, 6). The
            operand of NUMBER and VARIABLE is an index into `numbers`, or into the variables.
        numbers: enclosures of the constants; shape (constants, 2).
        registers: how many there are.
        outputs: the registers that are asked for; shape (outputs,).
        low, high: the ends of the boxes; shape (variables, boxes).
    Returns:
        The enclosures of the outputs, lower and upper ends; shape (2, outputs, boxes).
    """
    boxes = low.shape[1]
    found = np.empty((2, len(outputs), boxes))
    L, H = np.zeros((registers, BLOCK)), np.zeros((registers, BLOCK))
    for start in range(0, boxes, BLOCK):
        width = min(BLOCK, boxes - start)
        for line in range(len(lines)):
            code, k, a = lines[line, 0], lines[line, 1], lines[line, 2]
            if code == NUMBER:
                L[k, :], H[k, :] = numbers[a, 0], numbers[a, 1]
            elif code == VARIABLE:
                for t in range(BLOCK):
                    inside = start + min(t, width - 1)
                    L[k, t], H[k, t] = low[a, inside], high[a, inside]
            else:
                step(code, lines[line, 5], L, H, k, a, lines[line, 3], lines[line, 4])
        for o in range(len(outputs)):
            for t in range(width):
                found[0, o, start + t], found[1, o, start + t] = L[outputs[o], t], H[outputs[o], t]
    return found
