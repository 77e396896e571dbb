"""HTML written as nested calls; text is escaped unless it already is markup."""

from __future__ import annotations

from html import escape
from typing import Any

VOID = frozenset({"br", "hr", "img", "meta", "link"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: Any, **attributes: Any) -> Markup:
    """Return an element; `class_` and the like lose their underscore, None children and attributes are left out."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{join(*children)}</{name}>")


def join(*children: Any) -> Markup:
    """Return the children one after another, lists flattened, text escaped."""
    return Markup("".join(_one(child) for child in children if child is not None))


def _one(child: Any) -> str:
    if isinstance(child, list | tuple):
        return join(*child)
    return child if isinstance(child, Markup) else escape(str(child), quote=False)


def table(heads: list[Any], rows: list[list[Any]], **attributes: Any) -> Markup:
    """Return a table in a box that scrolls sideways when it is wider than the page."""
    head = tag("thead", tag("tr", [tag("th", cell, scope="col") for cell in heads]))
    body = tag("tbody", [tag("tr", [tag("td", cell) for cell in row]) for row in rows])
    return tag("div", tag("table", head, body, **attributes), class_="scroll")
