"""The page of the benchmark of `derive`, written from its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

SOLVER = 1e-5  #: differences below this, relative to 1 + the factor, may be the solver's rounding
DERIVE, REPLAY = 10.0, 0.2  #: the limits in seconds

HEAD = """# The worst case of one step: `derive` beside PEPit

Written by `python -m benchmarks.derive`; the numbers are in [derive.json](derive.json). Do not edit.

{machine}

*Ours* is an exact formula on a whole region, proved by the kernel; the tables show it at random rational constants and
a step inside the region of each piece. *Theirs* is what PEPit's semidefinite programme returns at the same numbers, in
floating point, solved by Clarabel. A class marked * is one that PEPit does not have: inequalities (that the minimiser
is one; those of star-convexity) were added to a PEPit class by hand. *Derive* is the wall time of one answer, for all
constants and steps at once, in a new process, after its imports; *one PEPit programme* is for one choice of numbers
(the median).

{summary}
"""


def page(data: Mapping[str, Any]) -> str:
    """Return the page as Markdown."""
    answered = [record for record in data["answers"] if "pieces" in record]
    parts = [
        HEAD.format(machine=_machine(data["machine"]), summary=_summary(answered)),
        _section("Values", "class | method | measure | at | ours | sharpness | PEPit's class | theirs − ours | remark",
                 [row for record in answered for row in _values(record)]),
        _section("Times, in seconds", "class | method | measure | derive | CPU | replay | one PEPit programme | "
                 "derive ÷ PEPit | PEPit ÷ replay", [_times(record) for record in answered]),
        _section("Factors", "class | method | measure | factor | region",
                 [row for record in answered for row in _factors(record)]),
        _section("No factor", "class | method | measure | why",
                 [[*record["case"], record["reason"]] for record in data["answers"] if "reason" in record]),
    ]  # fmt: skip
    return "\n".join(parts)


def _machine(machine: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        f"{machine['date']}; {machine['processor']}, {machine['cores']} cores, load average"
        f" {machine['load_at_start'][0]} at the start and {machine['load_at_end'][0]} at the end;"
        f" Python {machine['python']}, {versions}."
    )


def _summary(answered: list[Mapping[str, Any]]) -> str:
    remarks = [remark(record, piece, point, name) for record, piece, point, name in _compared(answered)]
    below, smaller = remarks.count(BELOW), remarks.count(SMALLER)
    gaps = [
        float(point["theirs"][name]["minus_ours"])
        for record, piece, point, name in _compared(answered)
        if remark(record, piece, point, name) == BELOW
    ]
    worst = f"{-min(gaps, default=0.0):.0e}"
    slow = [" ".join(r["case"]) for r in answered if r["derive_s"] > DERIVE or r["replay_s"] > REPLAY]
    busy = [" ".join(r["case"]) for r in answered if r["derive_cpu_s"] > DERIVE]
    return (
        f"{len(answered)} answers, {sum(r['sharp'] for r in answered)} of them sharp everywhere. Of {len(remarks)}"
        f" values of PEPit, {below} are below the true worst case (rounding, by up to {worst}), and {smaller} are"
        f" smaller than a bound of ours that is not sharp. Above {DERIVE:g} s to derive or {REPLAY:g} s to replay:"
        f" {', '.join(slow) or 'none'}; above {DERIVE:g} s of processor time: {', '.join(busy) or 'none'}."
    )


BELOW, ABOVE, SMALLER, LARGER = (
    "below the true value",
    "above the true value",
    "smaller than our bound",
    "larger than our bound",
)


def remark(record: Mapping[str, Any], piece: Mapping[str, Any], point: Mapping[str, Any], name: str) -> str:
    """Return what the difference says: their value is below the truth, or better or worse than ours."""
    value = point["theirs"][name]["value"]
    if value != value or value in (float("inf"), float("-inf")):
        return "no value"
    ours = Fraction(point["value"])
    gap, noise = Fraction(value) - ours, SOLVER * (1 + float(ours))
    if piece["sharpness"] != "upper bound only":
        return BELOW if gap < 0 else ABOVE if gap > noise else ""
    return SMALLER if gap < -noise else LARGER if gap > noise else "the same bound"


def _compared(answered: list[Mapping[str, Any]]) -> Iterator[tuple[Any, Any, Any, str]]:
    for record in answered:
        for piece in record["pieces"]:
            for point in piece["points"]:
                for name in point["theirs"]:
                    yield record, piece, point, name


def _values(record: Mapping[str, Any]) -> Iterator[list[str]]:
    for piece in record["pieces"]:
        for point in piece["points"]:
            at = ", ".join(f"{name} = {number}" for name, number in point["at"].items())
            row = [*record["case"], at, _number(point), piece["sharpness"]]
            for name, theirs in point["theirs"].items():
                yield [*row, name, str(theirs["minus_ours"]), remark(record, piece, point, name)]
            if not point["theirs"]:
                yield [*row, "none", "", ""]


def _number(point: Mapping[str, Any]) -> str:
    exact, decimal = point["exact"], f"{float(point['value']):.10g}"
    return decimal if exact == decimal or len(exact) > 24 else f"{exact} ≈ {decimal}"


def _times(record: Mapping[str, Any]) -> list[str]:
    seconds = sorted(
        theirs["seconds"]
        for piece in record["pieces"]
        for point in piece["points"]
        for theirs in point["theirs"].values()
    )
    own = [f"{record['derive_s']:.2f}", f"{record['derive_cpu_s']:.2f}", f"{record['replay_s']:.3f}"]
    if not seconds:
        return [*record["case"], *own, "", "", ""]
    middle = seconds[len(seconds) // 2]
    ratios = [f"{record['derive_s'] / middle:.0f}", f"{middle / record['replay_s']:.1f}"]
    return [*record["case"], *own, f"{middle:.3f}", *ratios]


def _factors(record: Mapping[str, Any]) -> Iterator[list[str]]:
    for piece in record["pieces"]:
        region = " and ".join(f"`{text}`" for text in piece["region"]) or "everywhere"
        yield [*record["case"], f"`{piece['factor']}`", region]


def _section(title: str, columns: str, rows: list[list[str]]) -> str:
    names = columns.split(" | ")
    lines = [f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), *rows)]
    return f"## {title}\n\n" + "\n".join(lines) + "\n"
