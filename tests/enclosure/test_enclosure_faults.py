"""Faults planted in the source of the enclosures: the checks that the package passes fail on every one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from enclosure_checks import FUNCTIONS, check_arithmetic, check_function, check_rounding
from enclosure_eigenvalues import check_many_eigenvalues
from enclosure_forms import check_huge_bends, check_many_jets, check_many_truths
from enclosure_search import check_many_searches
from enclosure_vectors import check_vectors
from planted import planted

Check = Callable[[SimpleNamespace], None]


def rounding(k: SimpleNamespace) -> None:
    check_rounding(k, 1500)


def arithmetic(k: SimpleNamespace) -> None:
    check_arithmetic(k, 700)


def eigenvalues(k: SimpleNamespace) -> None:
    check_many_eigenvalues(k, 24)


def searches(k: SimpleNamespace) -> None:
    check_many_searches(k, 5)


def function(name: str) -> Check:
    return lambda k: check_function(k, name, 2000)


vectors, jets, truths, bends = check_vectors, check_many_jets, check_many_truths, check_huge_bends
ALL: list[Check] = [
    rounding,
    arithmetic,
    vectors,
    jets,
    truths,
    bends,
    eigenvalues,
    searches,
    *map(function, FUNCTIONS),
]

#: (file, what it says, what it says wrongly, the check that must fail)
FAULTS: list[tuple[str, str, str, Check]] = [
    ("rounding", "low = x - (abs(x) * UNIT + LEAST)", "low = x", rounding),
    ("rounding", "high = x + (abs(x) * UNIT + LEAST)", "high = x", arithmetic),
    ("rounding", "UNIT = 2.0**-52", "UNIT = 2.0**-55", rounding),
    ("rounding", "LEAST = 2.0**-1021", "LEAST = 0.0", arithmetic),
    ("rounding", "return low if low == low else -INFINITE", "return low", rounding),
    ("intervals", "greatest(greatest(p, q), greatest(r, s))", "greatest(greatest(p, q), r)", vectors),
    ("intervals", "least(least(p, q), least(r, s))", "least(p, s)", vectors),
    ("intervals", "(low if total == total else -INFINITE)", "low", vectors),
    ("intervals", "small, large = mignitude(low, high), magnitude", "small, large = abs(low), magnitude", vectors),
    (
        "intervals",
        "return low if low > 0 else -high if high < 0 else 0.0",
        "return least(abs(low), abs(high))",
        vectors,
    ),
    ("intervals", "return below(1 / high), INFINITE", "return below(1 / high), above(1 / high)", vectors),
    (
        "intervals",
        "    return -INFINITE, INFINITE\n\n\n@compiled\ndef root",
        "    return 1 / low, 1 / high\n\n\n@compiled\ndef root",
        vectors,
    ),
    (
        "intervals",
        "return greatest(below(sqrt(greatest(low, 0.0))), 0.0)",
        "return sqrt(greatest(low, 0.0))",
        arithmetic,
    ),
    ("intervals", "above(high * base_high)", "high * base_high", arithmetic),
    ("intervals", "if n % 2 == 0 or low >= 0:", "if low >= 0:", vectors),
    ("intervals", "return (al, ah) if n > 0 else inverse(al, ah)", "return al, ah", vectors),
    (
        "elementary",
        "1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720,",
        "1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 721,",
        function("exp"),
    ),
    ("elementary", "(-1 / 6, 1 / 120, -1 / 5040,", "(-1 / 6, 1 / 120, 1 / 5040,", function("sin")),
    ("elementary", "(-1 / 2, 1 / 24, -1 / 720,", "(-1 / 2, 1 / 24, -1 / 719,", function("cos")),
    (
        "elementary",
        "(1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13,",
        "(1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 13, 1 / 13,",
        function("log"),
    ),
    ("elementary", "-1 / 15, 1 / 17, -1 / 19, 1 / 21, -1 / 23)", "-1 / 15)", function("atan")),
    (
        "elementary",
        "(1 / 6, 1 / 120, 1 / 5040, 1 / 362880,",
        "(1 / 6, 1 / 120, 1 / 5040, 1 / 400000,",
        function("sinh"),
    ),
    ("elementary", "RELATIVE = 2.0**-44", "RELATIVE = 0.0", function("atan")),
    ("elementary", 'float.fromhex("0x1.0b4611a626331p-34")', "0.0", function("cos")),
    ("elementary", 'float.fromhex("0x1.a39ef35793c76p-33")', "0.0", function("log")),
    ("elementary", "SLACK = 2.0**-24", "SLACK = -2.0**-24", function("tan")),
    ("elementary", "lost = 0.0 if turns == 0 else 2.0**-50", "lost = 0.0", function("sin")),
    ("elementary", "FAR = 2.0**20", "FAR = 2.0**60", function("sin")),
    ("elementary", "return -sh, -sl, -ch, -cl", "return sl, sh, -ch, -cl", function("sin")),
    ("elementary", "up = float(int(first)) if", "up = float(int(first) + 1) if", function("cos")),
    ("elementary", "if code == TAN and (top or bottom):", "if code == TAN and top:", function("tan")),
    ("elementary", "return 2.0**1022, INFINITE", "return 1.2e308, INFINITE", function("exp")),
    ("elementary", "low, high = mignitude(low, high), magnitude(low, high)", "pass", function("cosh")),
    (
        "elementary",
        "return below(1 - 2 * ah), least(above(1 - 2 * al), 1.0)",
        "return below(1 - 2 * al), 1.0",
        function("tanh"),
    ),
    (
        "machine",
        "return least(al, bl), greatest(ah, bh)\n\n\n@compiled\ndef step",
        "return al, ah\n\n\n@compiled\ndef step",
        vectors,
    ),
    ("machine", "return (1.0 if ah < bl else 0.0)", "return (1.0 if ah <= bl else 0.0)", truths),
    ("machine", "(0.0 if ah < bl or bh < al else 1.0)", "(0.0 if ah <= bl or bh <= al else 1.0)", truths),
    ("machine", "return (-1.0, 1.0) if code == SIGN", "return (1.0, 1.0) if code == SIGN", jets),
    ("machine", "inside = start + min(t, width - 1)", "inside = min(t, width - 1)", arithmetic),
    ("assembled", "free += {place[a] for a in parts if last[a] == node}", "free += {place[a] for a in parts}", jets),
    ("assembled", "return near, float(np.nextafter(near, np.inf))", "return near, near", vectors),
    ("assembled", "last.update(dict.fromkeys(wanted, -1))", "pass", jets),
    (
        "reader",
        "sp.StrictGreaterThan: (codes.LESS, True, False)",
        "sp.StrictGreaterThan: (codes.LESS, False, False)",
        truths,
    ),
    ("reader", "sp.Unequality: (codes.EQUAL, False, True)", "sp.Unequality: (codes.EQUAL, False, False)", truths),
    ("reader", 'float.fromhex("0x1.921fb54442d19p+1")', 'float.fromhex("0x1.921fb54442d18p+1")', jets),
    (
        "graph",
        "codes.COS: lambda: self.negative(self.add(codes.SIN, a))",
        "codes.COS: lambda: self.add(codes.SIN, a)",
        jets,
    ),
    (
        "graph",
        "codes.TANH: lambda: self.plus(self.one, self.negative(self.square(f)))",
        "codes.TANH: lambda: self.plus(self.one, self.negative(f))",
        jets,
    ),
    (
        "graph",
        "self.times(number(Fraction(n)), self.power(a, n - 1))",
        "self.times(number(Fraction(n)), self.power(a, n))",
        jets,
    ),
    ("graph", "codes.SQUARE: lambda: self.times(number(Fraction(2)), a)", "codes.SQUARE: lambda: a", jets),
    ("graph", "self.times(b, self.derivative(a, variable))\n", "self.times(b, self.derivative(b, variable))\n", jets),
    ("graph", "return first if first == second else self.add(codes.CHOOSE, a, first, second)", "return first", jets),
    ("forms", "            if not bend < INFINITE:\n                return -INFINITE\n", "", jets),
    (
        "forms",
        "return -above(above(slope * slope) / bend) / 2",
        "return -above(above(slope * slope) / (2 * bend))",
        bends,
    ),
    ("forms", "    if bend > 0:\n        return drop", "    if bend > -INFINITE:\n        return drop", jets),
    (
        "forms",
        "            else:\n                total = below(total - above(above(bend * reach[i]) * reach[j]))\n",
        "",
        jets,
    ),
    (
        "forms",
        "above(magnitude(over[0, 1 + i, box], over[1, 1 + i, box]) * reach[i])",
        "above(magnitude(at[0, 1 + i, box], at[1, 1 + i, box]) * reach[i])",
        jets,
    ),
    ("forms", "sign * over[end, place, box], reach[i]", "sign * over[1 - end, place, box], reach[i]", jets),
    ("forms", "above(greatest(high[i, box] - c, c - low[i, box]))", "above((high[i, box] - low[i, box]) / 4)", jets),
    ("eigenvalues", "return below(shift - apart)", "return shift", eigenvalues),
    ("eigenvalues", "        if not L[k, k] > 0:\n            return False\n", "", eigenvalues),
    (
        "eigenvalues",
        "            total = above(total + above(reach))",
        "            total = greatest(total, reach)",
        eigenvalues,
    ),
    ("eigenvalues", "TINY = 2.0**-900", "TINY = 0.0", eigenvalues),
    (
        "boxes",
        "return (low, left_high), (right_low, high), inside",
        "return (low, left_high), (low, left_high), inside",
        searches,
    ),
    (
        "boxes",
        "self.open = _joined([self.open, (low[:, meets], high[:, meets], bound[meets])])",
        "self.open = low[:, meets], high[:, meets], bound[meets]",
        searches,
    ),
    ("boxes", "return _joined([self.open, *self.done])", "return self.done[-1]", searches),
    ("boxes", "self.done.append(self.take(self.open[2] >= enough))", "self.take(self.open[2] >= enough)", searches),
]


def test_an_exact_copy_passes_every_check(tmp_path: Path) -> None:
    copy = planted(tmp_path, "planted_nothing")
    for check in ALL:
        check(copy)


@pytest.mark.parametrize("fault", range(len(FAULTS)), ids=lambda n: f"{n}-{FAULTS[n][0]}")
def test_a_planted_fault_is_seen(fault: int, tmp_path: Path) -> None:
    file, old, new, check = FAULTS[fault]
    path = "interval/boxes.py" if file == "boxes" else f"enclosure/{file}.py"
    copy = planted(tmp_path, f"planted_{fault}", path, old, new)
    with pytest.raises(AssertionError):
        check(copy)
