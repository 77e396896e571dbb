"""The page of the benchmark of enclosures, written from its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any

from .certify_run import NOT_ASKED, TOO_LONG
from .peers.protocol import PROVED

OURS = ("search", "certify")
FASTER, SLOWER, IN_4D, START, MEMORY = 10.0, 1.5, 2.0, 0.5, 1024.0  #: the goals: ratios, seconds, seconds, MiB

HEAD = """# Enclosures and branch and bound beside others

Written by `python -m benchmarks.certify --peers PYTHON`; the numbers are in [certify.json](certify.json). Do not edit.

{machine}

Every engine is asked the same: e(x) ≥ 0 on a box, where e = value − K·weight, and K is below the best constant by the
tolerance (a share of it). One thread, a process of its own; the clock runs from the engine's own expression to its
verdict, after a first claim that loads and compiles what it needs; median of three where that is below a second.

- **search**: proofkit's enclosures by all forms and branch and bound, as `certify` runs it for an inequality.
- **certify**: the whole of `certify` with the condition `sign`: also whether f is defined, the gradient by SymPy, exact
  methods, a search for points that refute.
- **codac**: the contractor `CtcInverse` of e ≤ 0 (HC4 and the centred form), paved by codac.
- **alkahest**: `verified_sign` (Taylor models and branch and bound).
- **flint loop**: Arb's balls from Python, the natural form, depth first.
- **dReal**: is e < 0 satisfiable on the box, up to δ = 10⁻⁹.

{summary}
"""


def page(data: Mapping[str, Any]) -> str:
    """Return the page as Markdown."""
    records, names = data["cases"], list(data["cases"][0]["answers"])
    heads = " | ".join(names)
    rows = [row for record in records for row in _times(data, record, names)]
    beyond = [[record["name"], *(_words(data, a["false"]) for a in record["answers"].values())] for record in records]
    posed = [
        [
            r["name"],
            str(r["dimension"]),
            r["words"],
            " × ".join(f"[{low}, {high}]" for low, high in r["box"]),
            r["best"],
        ]
        for r in records
    ]
    return "\n".join(
        (
            HEAD.format(machine=_machine(data["machine"]), summary=_summary(data, names)),
            _section("Times, in seconds", f"case | d | tolerance | boxes | {heads} | best peer ÷ search", rows),
            _section("False by a hair: nothing may be proved", f"case | {heads}", beyond),
            _section("The conditions", "case | d | condition | box | best K", posed),
        )
    )


def ratios(data: Mapping[str, Any], ours: str) -> list[tuple[float, bool, str]]:
    """Return (time of the best peer ÷ ours, whether a peer proved it at all, which claim) of every claim we proved.

    Where no peer proved it, the time limit stands for the peers: the ratio is a lower bound.
    """
    found = []
    for record in data["cases"]:
        for k, tolerance in enumerate(data["tolerances"]):
            answers = {name: a["true"][k] for name, a in record["answers"].items()}
            if answers[ours]["verdict"] == PROVED:
                others = [a["seconds"] for name, a in answers.items() if name not in OURS and a["verdict"] == PROVED]
                ratio = min(others, default=data["limit_s"]) / answers[ours]["seconds"]
                found.append((ratio, bool(others), f"{record['name']} at {tolerance}"))
    return found


def wrong(data: Mapping[str, Any]) -> list[str]:
    """Return who proved something false, and what."""
    return [
        f"{name}: {record['name']}"
        for record in data["cases"]
        for name, a in record["answers"].items()
        if a["false"]["verdict"] == PROVED
    ]


def _summary(data: Mapping[str, Any], names: list[str]) -> str:
    records = data["cases"]
    total = len(records) * len(data["tolerances"])
    proved = {name: sum(t["verdict"] == PROVED for r in records for t in r["answers"][name]["true"]) for name in names}
    failed = {name: r["answers"][name]["true"][0]["verdict"] for r in records for name in names}
    lines = [
        f"**Soundness.** Of {len(records)} claims that are false by 10⁻⁶ of the unit, proved: "
        f"{'; '.join(wrong(data)) or 'none, by any engine'}.",
        f"**Proved** of {total} true claims within {data['limit_s']:g} s each: "
        + ", ".join(f"{name} {count}" for name, count in proved.items())
        + ".",
        *(f"**{name}** did not run: {text}." for name, text in failed.items() if text.startswith("failed")),
        *(_compared(data, ours) for ours in OURS if proved[ours]),
        _limits(data),
    ]
    return "\n\n".join(lines)


def _compared(data: Mapping[str, Any], ours: str) -> str:
    found = ratios(data, ours)
    middle, worst = median(r for r, _, _ in found), min(found)
    slower = [where for ratio, _, where in found if ratio < 1 / SLOWER]
    alone = sum(not known for _, known, _ in found)
    return (
        f"**{ours} beside the best peer of each claim.** In the median the best peer takes {_figure(middle)} times as"
        f" long (goal: {FASTER:g}); at worst {_figure(worst[0])} times ({worst[2]}; goal: at least"
        f" {_figure(1 / SLOWER)}). {ours} is faster on {sum(r > 1 for r, _, _ in found)} of {len(found)} claims, slower"
        f" by more than {SLOWER:g} times on {len(slower)}. Proved by no peer, counted with the time limit: {alone}."
    )


def _limits(data: Mapping[str, Any]) -> str:
    records = data["cases"]
    searched = [(t["seconds"], r) for r in records for t in r["answers"]["search"]["true"] if "seconds" in t]
    in_4d = [f"{r['name']} {seconds:.3f} s" for seconds, r in searched if r["dimension"] == 4]
    memory = max(
        (t["memory_mib"] for r in records for name in OURS for t in _all(r["answers"][name]) if "memory_mib" in t),
        default=0.0,
    )
    engine, sympy = (data["cold_start_s"][name] for name in ("engine", "sympy"))
    return (
        f"**Four variables** (goal: below {IN_4D:g} s), search: {', '.join(in_4d) or 'none'}.\n\n"
        f"**Cold start** with machine code kept from before: {engine:.2f} s for a process that proves one small claim"
        f" by the search, {sympy:.2f} s for one that only imports SymPy: {engine - sympy:.2f} s more (goal: {START:g}"
        f" s). **Memory** of the largest process of ours: {memory:.0f} MiB (goal: {MEMORY:g} MiB)."
    )


def _all(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*answer["true"], answer["false"]]


def _machine(machine: Mapping[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        f"{machine['date']}; {machine['processor']}, {machine['cores']} cores, load average"
        f" {machine['load_at_start'][0]} at the start and {machine['load_at_end'][0]} at the end;"
        f" Python {machine['python']}, {versions}."
    )


def _times(data: Mapping[str, Any], record: Mapping[str, Any], names: list[str]) -> Iterator[list[str]]:
    known = {where: (ratio, peer) for ratio, peer, where in ratios(data, "search")}
    for k, tolerance in enumerate(data["tolerances"]):
        answers = [record["answers"][name]["true"][k] for name in names]
        ratio, peer = known.get(f"{record['name']} at {tolerance}", (None, False))
        shown = "" if ratio is None else f"{'' if peer else '> '}{_figure(ratio)}"
        boxes = str(record["answers"]["search"]["true"][k].get("boxes", ""))
        yield [record["name"], str(record["dimension"]), tolerance, boxes, *(_words(data, a) for a in answers), shown]


def _words(data: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """One cell: the seconds of a proof, or what came instead of it."""
    verdict = answer["verdict"]
    if verdict == PROVED:
        return _figure(answer["seconds"])
    if verdict == TOO_LONG:
        return "out of time"
    if verdict == NOT_ASKED:
        return "–"
    return "did not run" if verdict.startswith("failed") else f"{verdict} ({_figure(answer['seconds'])})"


def _figure(number: float) -> str:
    return f"{number:.2g}" if number < 100 else f"{number:.0f}"


def _section(title: str, columns: str, rows: list[list[str]]) -> str:
    names = [name.strip() for name in columns.split(" | ")]
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in (names, ["---"] * len(names), *cells)]
    return f"## {title}\n\n" + "\n".join(lines) + "\n"
