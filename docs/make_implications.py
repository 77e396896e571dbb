"""Write docs/implications.md from the data: `python docs/make_implications.py`."""

from __future__ import annotations

from pathlib import Path

from proofkit import discovery
from proofkit.implication import NEEDS, Implication

PAGE = Path(__file__).with_name("implications.md")
HEAD = """# Which class implies which

A class of functions is one inequality with constants. What follows from what, with which constants, is a graph: each
edge is a file in `proofkit/implications/`, whose proof the kernel replays. `proofkit derive` searches it and composes
the proofs of a path to one:

```console
$ proofkit derive --from "rsi(mu), smooth(L)" --to pl
$ proofkit derive --from "rsi(1/2), smooth(3)" --to pl --output p.jsonl
$ proofkit derive --from "qg(mu), convex"
$ proofkit derive --from "rsi(mu), smooth(L)" --to pl --region "not M"
$ proofkit derive --from "strongly_convex(mu), smooth(L)" --operation "add_quadratic(delta)" --to opsc
$ proofkit derive --from "smooth(L1)" --operation "sum(smooth(L2))" --to smooth
```

A constant is a name or an exact number. Of several paths the best constants come first; those that do not compare, or
ask for other things, are listed too. Exit codes: 0 with a finding; 1 if an operation does not keep the class (with a
counterexample); 2 for bad input, such as mu > L; 3 if the graph has no path or not to that constant, which proves
nothing, and the line says what more would do. In Python: `proofkit.implied("rsi(mu), smooth(L)", "pl")`, a tuple of
findings with `.bound`, `.path`, `.words`, `.axioms` and `.derivation`. A claim such as `--to "pl(1/20)"` is reached
from a better constant by one more edge (`weaker_pl`; there is one for every class with one constant).

The one-point classes are about a centre: c(p) is the minimiser that p is compared with, always the same point or the
nearest one of several, and every inequality is asked on a region S.

## What an implication may ask of region and function

`--region` leaves out what a region does not have: `space` (R^d), `convex`, `star_shaped`, `sublevel`, or `any` (also
`"not M"`), on which no argument along rays is used.

"""
GRAPH = """
## The graph

Solid: on any region that holds the centre. Dashed: asks more of region or function. An edge with several premises goes
through a dot.

"""
CALCULUS = """
## Operations

`--operation` says what is done to the function; all that follows for the function itself is used. What is asked of the
constants (delta > rho, say, for delta - rho to be the constant of a class) is printed with each finding; where no rule
applies, this is said, with exit code 3.

"""


def page() -> str:
    """Return the page."""
    edges = [discovery.load("implication", name) for name in discovery.names("implication")]
    needs = "| Name | In words |\n|---|---|\n" + "".join(f"| `{n}` | {words} |\n" for n, (_, words) in NEEDS.items())
    head = "\n## Edges\n\n| From | To | Asks | Tight on | Axioms | File |\n|---|---|---|---|---|---|\n"
    return HEAD + needs + head + "".join(map(_row, edges)) + GRAPH + _graph(edges) + CALCULUS + _operations()


def _row(edge: Implication) -> str:
    cells = (
        " and ".join(f"`{premise}`" for premise in edge.premises),
        f"`{edge.conclusion}`",
        ", ".join(f"`{need}`" for need in edge.needs),
        f"`{edge.tight}`".replace("|", "\\|") if edge.tight else "",
        ", ".join(f"`{axiom}`" for axiom in edge.axioms) or ("" if edge.write else "cited only"),
        f"`{edge.name}`",
    )
    return f"| {' | '.join(cells)} |\n"


def _graph(edges: list[Implication]) -> str:
    lines = ["```mermaid", "flowchart TD"]
    for number, edge in enumerate(edges):
        arrow = "-->" if set(edge.needs) <= {"centered"} else "-.->"
        constant = f'|"{", ".join(edge.found.constants)}"|' if edge.found.constants else ""
        if len(edge.given) == 1:
            lines.append(f"  {edge.given[0].name} {arrow}{constant} {edge.found.name}")
        else:
            lines += [f"  e{number}((' '))", *(f"  {premise.name} --- e{number}" for premise in edge.given)]
            lines.append(f"  e{number} {arrow}{constant} {edge.found.name}")
    return "\n".join([*lines, "```", ""])


def _operations() -> str:
    parts = []
    for name in discovery.names("operation"):
        operation = discovery.load("operation", name)
        parts += [f"**`{name}`**: {operation.title}.", ""]
        kept = [rule.conclusion for rule in operation.rules if list(rule.premises) == [rule.conclusion]]
        if len(kept) == len(operation.rules):
            parts += ["Every class is kept, with its constants.", ""]
            continue
        parts += ["| Known | Result |", "|---|---|"]
        parts += [f"| {' and '.join(f'`{p}`' for p in rule.given)} | `{rule.conclusion}` |" for rule in operation.rules]
        words = "; ".join(dict.fromkeys(operation.words.values()))
        parts += ["", f"Asked, where it matters: {words}.", ""] if words else [""]
        example = next(iter(operation.refused.values()), None)
        names = ", ".join(f"`{refused}`" for refused in operation.refused)
        parts += [f"Not kept: {names}. {example.words}.", ""] if example else []
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
