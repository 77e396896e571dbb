"""Text and formulas for LaTeX: escaping, and formulas broken into lines that fit the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

from ..typesetting import typeset
from ._prose import segments

SHORT = 16  # labels up to so many characters stay on one line
ROOM = 75  # about how many characters of mathematics a line holds
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "†": r"$\dagger$", "⁺": r"\textsuperscript{+}", "⁻": r"\textsuperscript{--}", "≤": r"$\le$",
    "≥": r"$\ge$", "²": r"\textsuperscript{2}", "−": "--", "–": "--", "—": "---", "×": r"$\times$", "∈": r"$\in$",
    "‖": r"$\Vert$", "⟨": r"$\langle$", "⟩": r"$\rangle$", "→": r"$\to$", "η": r"$\eta$", "μ": r"$\mu$",
}  # fmt: skip
#: where a formula may be broken, the best places first: (separator, whether it stays on the line before)
_BREAKS = (
    ((r"\colon\; ", True),),
    ((r"\;\Rightarrow\; ", False), (r"\;\Leftrightarrow\; ", False)),
    ((r"\text{ or } ", True),),
    ((r"\text{ and } ", True),),
    tuple((f" {relation} ", False) for relation in ("=", r"\le", r"\ge", "<", ">", r"\neq", r"\in")),
    ((" + ", False), (" - ", False)),
    ((r"\, ", True),),
)
_OPEN, _CLOSE = ("(", r"\{", r"\lVert", r"\langle", "[", r"\left"), (")", r"\}", r"\rVert", r"\rangle", "]", r"\right")


def escape(text: str) -> str:
    """Return plain text for LaTeX; a character that pdflatex has no letter for is spelled by its number."""
    return "".join(_ESCAPES.get(c) or (c if ord(c) < 0x180 else rf"[U+{ord(c):04X}]") for c in text)


def identifier(name: str) -> str:
    """Return a name as it is spelled in the files, breakable after underscores."""
    spelled = escape(name).replace("_", r"_\allowbreak ")
    return rf"\textsf{{{spelled}}}"


def named(label: str) -> str:
    """Return a hypothesis' label in brackets, which a line does not break where it is short."""
    return rf"\mbox{{({identifier(label)})}}" if len(label) <= SHORT else f"({identifier(label)})"


def words(name: str) -> str:
    """Return a name as words."""
    return escape(name.replace("_", " "))


def prose(text: str, declared: Mapping[str, str]) -> str:
    """Return a remark with its formulas, in kernel text or with ^ for powers, as mathematics."""
    return "".join(f"${closed_up(latex)}$" if latex else escape(word) for word, latex in segments(text, declared))


def title(text: str, declared: Mapping[str, str]) -> str:
    """Return a heading with its formulas as mathematics, and as plain text where a heading can hold no mathematics."""
    shown = prose(text, declared)
    return rf"\texorpdfstring{{{shown}}}{{{escape(text)}}}" if "$" in shown else shown


def mathematics(node: ast.expr, declared: Mapping[str, str]) -> str:
    """Return a formula or term as LaTeX mathematics."""
    return typeset(ast.unparse(node), declared)


def inline(node: ast.expr, declared: Mapping[str, str]) -> str:
    """Return a formula or term for a line of text."""
    return f"${closed_up(mathematics(node, declared))}$"


def closed_up(latex: str) -> str:
    """Return a formula without the thin spaces between factors."""
    return latex.replace(r"\, ", " ")


def width(latex: str) -> int:
    """Return about how many characters wide a formula is."""
    plain = re.sub(r"\\text\{([^{}]*)\}|\\mathrm\{([^{}]*)\}", lambda m: m[1] or m[2], latex)
    plain = re.sub(r"\\(eq|gap)ref\{[^{}]*\}", "00", plain).replace(r"\textsf", "").replace(r"\allowbreak", "")
    plain = re.sub(r"\\(left|right|bigl|bigr|;|,|mathbb|textup|hyp)(?![a-zA-Z])|[{}^_]", "", plain)
    return len(re.sub(r"\\[a-zA-Z]+ ?", "x", plain))


def lines(latex: str, room: int) -> list[tuple[int, str]]:
    """Return a formula as lines (indentation, LaTeX) that fit."""
    if width(latex) <= room:
        return [(0, closed_up(latex).strip())]
    pieces = _pieces(latex)
    if len(pieces) == 1:
        return [(0, closed_up(latex).strip())]
    groups = _filled(pieces, room)
    if len(groups) > 1 and width(groups[0]) <= 12:
        return _after(groups[0], "".join(groups[1:]), room)
    broken: list[tuple[int, str]] = []
    for number, group in enumerate(groups):
        broken += [(indent + (number > 0), text) for indent, text in lines(group, room - 3 * (number > 0))]
    return broken


def _after(head: str, rest: str, room: int) -> list[tuple[int, str]]:
    """Break what follows a short beginning, which stays on the first line."""
    (_, first), *others = lines(rest, room - width(head))
    return [(0, f"{closed_up(head).strip()} {first}"), *((max(indent, 1), text) for indent, text in others)]


def _filled(pieces: Iterable[str], room: int) -> list[str]:
    """Join neighbouring pieces while they fit on one line."""
    found: list[str] = []
    for piece in pieces:
        if found and width(found[-1] + piece) <= room - 3 * (len(found) > 1):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _pieces(latex: str) -> list[str]:
    """Split a formula at its best breaking places: the outermost ones, and of those the highest in the list."""
    depths = _depths(latex)
    for depth in range(4):
        for separators in _BREAKS:
            found = [cut for separator, before in separators for cut in _cuts(latex, separator, before, depth, depths)]
            cuts = sorted(cut for cut in found if 0 < cut < len(latex))
            if cuts:
                return [latex[a:b] for a, b in zip([0, *cuts], [*cuts, len(latex)], strict=True)]
    return [latex]


def _cuts(latex: str, separator: str, before: bool, depth: int, depths: list[int]) -> list[int]:
    found = [match.start() for match in re.finditer(re.escape(separator), latex)]
    return [at + len(separator) * before for at in found if depths[at] == depth]


def _depths(latex: str) -> list[int]:
    """The nesting depth at every character; what must not be broken is infinitely deep."""
    found: list[int] = []
    depth = 0
    for token in re.findall(r"\\[a-zA-Z]+|\\.|.", latex, re.DOTALL):
        if token in _CLOSE or token == "}":
            depth -= 100 if token in ("}", r"\right") else 1
        found += [depth] * len(token)
        if token in _OPEN or token == "{":
            depth += 100 if token in ("{", r"\left") else 1
    return found


def set_out(latex: str, room: int = ROOM) -> str:
    """Return a formula for a display, in several aligned lines where it is long."""
    broken = lines(latex, room)
    if len(broken) == 1:
        return broken[0][1]
    rows = " \\\\\n".join("&" + r"\quad " * indent + text for indent, text in broken)
    return f"\\begin{{aligned}}\n{rows}\n\\end{{aligned}}"
