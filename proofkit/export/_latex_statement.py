"""The statement of a theorem, lemma or axiom in LaTeX: setting, labelled hypotheses, conclusion."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations, product
from typing import Any

from .. import discovery
from ..function_class import FunctionClass, rename
from ._latex_text import closed_up, escape, inline, mathematics, named, set_out, width
from ._surface import call_of, conjuncts, read

DIMENSIONS = {"any": "$d \\ge 1$", ">=2": "$d \\ge 2$", "1": "$d = 1$"}
SORTS = {"scalar": (r"\in \mathbb{R}", "numbers"), "nat": (r"\in \mathbb{N}", "natural numbers"),
         "vector": (r"\in \mathbb{R}^{d}", "points")}  # fmt: skip
SPACES = {"scalar": r"\mathbb{R}", "nat": r"\mathbb{N}", "vector": r"\mathbb{R}^{d}"}


def setting(header: Mapping[str, Any]) -> str:
    """Return the declared symbols as a sentence: "Let g : R^d → R^d, S ⊆ R^d and c ∈ R^d, where d ≥ 1."."""
    groups: dict[str, list[str]] = {}
    for name, signature in header["declare"].items():
        groups.setdefault(signature, []).append(mathematics(ast.Name(name), {}))
    shown = [_together(names, _space(signature)) for signature, names in groups.items()]
    return f"Let {_series(shown)}, where {DIMENSIONS[header['dimension']]}." if shown else ""


def _together(names: list[str], space: str) -> str:
    """Several symbols of one kind; where they are many, a line can end after each."""
    apart = "$, $" if width(", ".join(names)) > 40 else ", "
    return f"${apart.join(names)} {space}$"


def _space(signature: str) -> str:
    left, arrow, result = (part.strip() for part in signature.rpartition("->"))
    if not arrow:
        return rf"\in {SPACES[result]}"
    sources = r" \times ".join(SPACES[part.strip()] for part in left.split(","))
    return rf"\subseteq {sources}" if result == "prop" else rf"\colon {sources} \to {SPACES[result]}"


def _series(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def hypotheses(header: Mapping[str, Any], place: str) -> str:
    """Return the hypotheses as a list, each under its label and, where it is one, with its class's name."""
    if not header["hypotheses"]:
        return ""
    items = [
        rf"\item[\hypertarget{{hyp:{place}:{label}}}{{\textup{{{named(label)}}}}}] "
        + _claim(text, header["declare"])
        + _class_name(text, header["declare"])
        for label, text in header["hypotheses"].items()
    ]
    return "\\begin{hypotheses}\n" + "\n".join(items) + "\n\\end{hypotheses}"


def _claim(text: str, declared: Mapping[str, str]) -> str:
    latex = mathematics(read(text), declared)
    if width(latex) > 60:
        return f"\n\\[\n{set_out(latex)}\n\\]"
    return f"${closed_up(latex)}$"


def _class_name(text: str, declared: Mapping[str, str]) -> str:
    """Name the function class whose inequality a hypothesis states, with its constant, centre and gradient."""
    for name in discovery.names("class"):
        found = _match(discovery.load("class", name), text, declared)
        if found:
            return found
    return ""


def _match(cls: FunctionClass, hypothesis: str, declared: Mapping[str, str]) -> str:
    node = read(hypothesis)
    while call_of(node) == "forall" and isinstance(node, ast.Call):
        node = node.args[2]
    if isinstance(node, ast.Call) and call_of(node) == "implies":
        node = node.args[1]
    centers = [n for n, s in declared.items() if s == "vector"] if "c" in _names(cls.inequality) else [""]
    scalars = [n for n, s in declared.items() if s == "scalar"]
    fields = [n for n, s in declared.items() if s == "vector -> vector"]
    shape = _shape(ast.unparse(node))
    texts = [text for text in dict.fromkeys((cls.inequality, cls.interpolation)) if text and _shape(text) == shape]
    for text, constants in product(texts, permutations(scalars, len(cls.constants))):
        for center, gradient in product(centers, fields):
            names = {**dict(zip(cls.constants, constants, strict=True)), "c": center, "g": gradient}
            if ast.unparse(read(rename(text, names))) == ast.unparse(node):
                about = f" about {inline(ast.Name(center), {})}" if center else ""
                return rf" --- {escape(cls.title)}{_with(constants)}{about} \cite{{{cls.source}}}"
    return ""


@cache
def _shape(formula: str) -> str:
    """A formula with all its names made one, so that most of what does not match is seen at once."""
    node = read(formula)
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            part.id = "_"
    return ast.unparse(node)


def _with(constants: tuple[str, ...]) -> str:
    if not constants:
        return ""
    named = ", ".join(inline(ast.Name(constant), {}) for constant in constants)
    return f" with {'constant' if len(constants) == 1 else 'constants'} {named}"


def _names(text: str) -> set[str]:
    return {node.id for node in ast.walk(read(text)) if isinstance(node, ast.Name)}


def conclusion(text: str, declared: Mapping[str, str]) -> str:
    """Return a conclusion; several parts become a list, and what they are said of comes first."""
    return "\n".join(_parts(read(text), declared))


def _parts(node: ast.expr, declared: Mapping[str, str], inside: bool = False) -> Iterator[str]:
    parts = conjuncts(node)
    if len(parts) > 1:
        yield "the following hold:\n\\begin{parts}"
        for part in parts:
            yield r"\item " + "\n".join(_parts(part, declared, True))
        yield r"\end{parts}"
        return
    if call_of(node) == "forall" and isinstance(node, ast.Call) and _long(node, declared):
        yield from _universal(node, declared, inside)
        return
    latex = mathematics(node, declared)
    yield f"${closed_up(latex)}$." if width(latex) < (80 if inside else 40) else f"\\[\n{set_out(latex + '.')}\n\\]"


def _long(node: ast.Call, declared: Mapping[str, str]) -> bool:
    body = node.args[2]
    inner = body.args[1] if isinstance(body, ast.Call) and call_of(body) == "implies" else body
    return len(conjuncts(inner)) > 1 or (call_of(inner) == "forall" and width(mathematics(node, declared)) > 150)


def _universal(node: ast.Call, declared: Mapping[str, str], within: bool) -> Iterator[str]:
    """For every x ∈ S such that A: B."""
    bound, sort, body = node.args
    signature = str(sort.value) if isinstance(sort, ast.Constant) else ast.unparse(sort)
    inside = {**declared, ast.unparse(bound): signature}
    for_every = f"for every ${mathematics(bound, {})} {_space(signature)}$"
    if isinstance(body, ast.Call) and call_of(body) == "implies":
        yield f"{for_every} such that {inline(body.args[0], inside)},"
        yield from _parts(body.args[1], inside, within)
    else:
        yield f"{for_every},"
        yield from _parts(body, inside, within)
