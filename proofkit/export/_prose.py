"""Sentences with formulas in them, such as remarks, told apart into words and mathematics."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from ..typesetting import COMPARISONS, GREEK, OPERATORS, typeset

#: what a formula in a sentence may consist of
TYPESET = (
    ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Name, ast.Subscript, ast.Tuple, ast.expr_context,
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, *COMPARISONS,
)  # fmt: skip
#: how people write what kernel text has other words for, in the order in which they are put right
WRITTEN = (
    (r"−", "-"),
    (r"\^", "**"),
    (r"<([^<>=]+,[^<>=]+)>", r"dot(\1)"),
    (r"\b([A-Za-z]\w*)\*(?!\s*[\w(|*])", r"\1_star"),  # eta* is a name, 2*x a product
    (r"\b([A-Za-z])''(?!\w)", r"\1_primeprime"),
    (r"\b([A-Za-z])'(?!\w)", r"\1_prime"),
    (r"\blambda\b", "lambda_"),
    (r"(?<![\w.])(\d+)(?=[A-Za-z])", r"\1*"),  # 2L
    (r"(?<![<>=!])=(?!=)", "=="),
)
ARTICLES = ("a", "A", "I")  #: letters that are words too


def segments(text: str, declared: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a sentence piece by piece: (the words as they are, ""), or (formula as it is, LaTeX mathematics).

    Args:
        text: a sentence; formulas in kernel text, or as people write them: ^ for powers, |…| for norms, <u, v>, x*,
            f'. What stands between backticks is always a formula.
        declared: symbol → signature.
    """
    tokens = re.split(r"(`[^`]*`|\s+|(?<=\b[A-Za-z])-th\b)", text)
    while tokens:
        size = next((n for n in range(len(tokens), 0, -1) if _formula("".join(tokens[:n]), declared)), 1)
        run = "".join(tokens[:size])
        before, inside, after = _trimmed(run)
        latex = _formula(run, declared)
        if latex:
            yield from ((words, "") for words in (before,) if words)
            yield inside.strip("`"), latex
            yield from ((words, "") for words in (after,) if words)
        elif run:
            yield run, ""
        del tokens[:size]


def _trimmed(run: str) -> tuple[str, str, str]:
    """Split off punctuation, and brackets that are opened or closed outside."""
    start, end = 0, len(run)
    while start < end and run[start] == "(" and run[start:end].count("(") > run[start:end].count(")"):
        start += 1
    while start < end and (run[end - 1] in ",;:" or _ends(run[start:end])):
        end -= 1
    while _wrapped(run[start:end]) and "," not in run[start:end]:
        start, end = start + 1, end - 1
    return run[:start], run[start:end], run[end:]


def _wrapped(run: str) -> bool:
    """Whether a run is one pair of brackets with something inside."""
    depths = list(accumulate((c == "(") - (c == ")") for c in run))
    return run[:1] == "(" and depths[-1] == 0 and 0 not in depths[:-1]


def _ends(run: str) -> bool:
    """Whether a run ends with a full stop, or with a bracket that was opened before it."""
    return (run[-1] == "." and not run.endswith("...")) or (run[-1] == ")" and run.count(")") > run.count("("))


def _formula(run: str, declared: Mapping[str, str]) -> str:
    """A run of words as mathematics, if that is what it is; "" if not."""
    text = _trimmed(run)[1]
    meant = re.fullmatch(r"`[^`]*`", text) is not None
    text = text.strip("`") if meant else text
    if not text or text != text.strip() or "`" in text or re.search(r"\w\s+\(", text):
        return ""
    plain = text
    for written, kernel in WRITTEN:
        plain = re.sub(written, kernel, plain)
    plain = re.sub(r"([\w)]?)\|([^|]+)\|", lambda m: m[1] + "*" * bool(m[1]) + _size(m[2], declared), plain)
    names = set(re.findall(r"[A-Za-z]\w*", plain)) - {"in"}
    if not names or not (meant or all(_is_symbol(name, declared) for name in names)):
        return ""
    try:
        node = ast.parse(plain, mode="eval").body
    except SyntaxError:
        return ""
    if not meant and isinstance(node, ast.Name) and not _stands_alone(node.id, declared):
        return ""  # a word
    return typeset(ast.unparse(node), declared) if _typesettable(node, text) else ""


def _size(inside: str, declared: Mapping[str, str]) -> str:
    """|…|: the norm of what holds a vector, else the absolute value."""
    names = {name for word in re.findall(r"[A-Za-z]\w*", inside) for name in (word, word.partition("_")[0])}
    meant = {"x": "vector", **declared}
    vectors = any(meant.get(name, "").rpartition("->")[2].strip() == "vector" for name in names)
    return f"{'norm' if vectors else 'abs'}({inside})"


def _is_symbol(name: str, declared: Mapping[str, str]) -> bool:
    base = name.partition("_")[0].rstrip("0123456789")
    return name in declared or name in ("norm", "abs", "dot", "eps", *OPERATORS) or len(base) == 1 or base in GREEK


def _stands_alone(name: str, declared: Mapping[str, str]) -> bool:
    """Whether a name by itself is a symbol and no word: a single letter, a Greek one, one with a short index."""
    if name in ARTICLES or name in OPERATORS:
        return False
    base, _, mark = name.rstrip("_").partition("_")
    letter = len(base.rstrip("0123456789")) == 1 or base in GREEK
    return name in declared or (letter and (len(mark) <= 2 or mark in ("star", "dagger", "prime", "primeprime")))


def _typesettable(node: ast.expr, text: str) -> bool:
    """Whether it is one formula: no list of several, and no comparison inside a term."""
    parts = list(ast.walk(node))
    if isinstance(node, ast.Tuple) and not _wrapped(text):
        return False
    return all(map(_plain, parts)) and not any(isinstance(part, ast.Compare) for part in parts[1:])


def _plain(part: ast.AST) -> bool:
    if isinstance(part, ast.Constant):
        return type(part.value) in (int, float) or part.value is ...
    return isinstance(part, TYPESET) and (not isinstance(part, ast.Call) or isinstance(part.func, ast.Name))
