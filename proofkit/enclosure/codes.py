"""The instructions of the interpreter, by number."""

from __future__ import annotations

NUMBER, VARIABLE, PLUS, TIMES, NEGATIVE, SQUARE, POWER, INVERSE, ROOT = range(9)
SIN, COS, TAN, EXP, LOG, SINH, COSH, TANH, ATAN = range(9, 18)
#: |x|, its slope, and its second derivative: 0, or anything at the kink
ABSOLUTE, SIGN, KINK = range(18, 21)
#: conditions are [1, 1] where they certainly hold, [0, 0] where they certainly do not, else [0, 1]
LESS, AT_MOST, EQUAL, AND, OR, NOT, CHOOSE = range(21, 28)
