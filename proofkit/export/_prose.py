"""Sentences with formulas in them, such as remarks, told apart into words and mathematics."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from ..typesetting import GREEK, typeset

#: what a formula in a sentence may consist of
TYPESET = (
    ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Name, ast.Subscript, ast.expr_context, ast.cmpop,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub,
)  # fmt: skip
#: symbols that need no declaration to be read as such when they stand alone
STANDING = ("mu", "L", "eta", "x_dagger", "x_star", "mu_star", "mu_dagger")


def segments(text: str, declared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a sentence piece by piece: (the words as they are, ""), or (formula as it is, LaTeX mathematics).

    Args:
        text: a sentence; formulas in kernel text, or with ^ for powers and |…| for norms.
        declared: symbol → signature.
    """
    tokens = re.split(r"(\s+)", text)
    while tokens:
        size = next((n for n in range(len(tokens), 0, -1) if _formula("".join(tokens[:n]), declared)), 0)
        run = "".join(tokens[: max(size, 1)])
        latex = _formula(run, declared) if size else ""
        end = _end(run) if latex else ""
        yield run.removesuffix(end), latex
        if end:
            yield end, ""
        del tokens[: max(size, 1)]


def _end(run: str) -> str:
    return run[-1:] if run[-1:] in tuple(".,;:") else ""


def _formula(run: str, declared: Mapping[str, str]) -> str:
    """A run of words as mathematics, if that is what it is; "" if not."""
    text = re.sub(r"\bx\*(?!\w)", "x_star", run.removesuffix(_end(run))).replace("^", "**")
    text = re.sub(r"(?<=[\w)])\|([^|]+)\|", r"*norm(\1)", text)
    text = re.sub(r"\|([^|]+)\|", r"norm(\1)", text)
    names = set(re.findall(r"[A-Za-z]\w*", text))
    if not names or text != text.strip() or not all(_is_symbol(name, declared) for name in names):
        return ""
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return ""
    if isinstance(node, ast.Name) and (node.id != text or node.id not in {*declared, *STANDING} - {"a"}):
        return ""  # a word
    return typeset(ast.unparse(node), declared) if all(map(_typesettable, ast.walk(node))) else ""


def _is_symbol(name: str, declared: Mapping[str, str]) -> bool:
    base = name.partition("_")[0].rstrip("0123456789")
    return name in declared or name == "norm" or len(base) == 1 or base in GREEK


def _typesettable(part: ast.AST) -> bool:
    return type(part.value) is int if isinstance(part, ast.Constant) else isinstance(part, TYPESET)
