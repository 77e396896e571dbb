"""What `derive` found, as a page: the answer first, then each piece with every step of its proof."""

from __future__ import annotations

from typing import Any

from ._answer import DECLARED, FIRST, FREE, RADIUS, Formula, Told, basis, piece, told, weight
from ._markup import Markup, join, tag
from ._mathml import latex_mathml, prose_mathml, statement_mathml
from ._tables_html import badge
from ._theorem_html import theorem_body, theorem_ending


def answer_body(found: Any) -> tuple[str, Markup]:
    """Return the title and the body of the page.

    Raises:
        ProofRefused: a proof does not replay.
    """
    said = told(found)
    head = tag("header", tag("div", tag("h1", _prose(said.title)), tag("p", _prose(said.subtitle), class_="soft")))
    articles = [
        tag(
            "article",
            tag("div", tag("h3", prose_mathml(t.title, t.statement.declare)), badge(t.strength), class_="head"),
            tag("p", tag("code", t.name, class_="soft")),
            theorem_body(t),
            theorem_ending(t),
            id=t.name,
        )
        for t in said.theorems
    ]
    return said.title, join(head, tag("main", tag("article", _answer(said)), articles))


def _prose(text: str) -> list[str]:
    return prose_mathml(text, DECLARED)


def _answer(said: Told) -> Markup:
    classes = [tag("li", _prose(words), ": ", statement_mathml(text, DECLARED)) for words, text, _ in said.classes]
    claim = ["Then, for every x, ", latex_mathml(said.claim), ", where"] if said.claim else _prose(RADIUS)
    return join(
        tag("p", _prose(said.setting), " Suppose that, everywhere, f is"),
        tag("ul", classes),
        tag("p", claim),
        [tag("ul", _cases(formula), class_="conclusion") for formula in said.formulas],
        tag("p", FIRST) if len(said.pieces) > 1 else None,
        tag("ul", [tag("li", _piece(said, index)) for index in range(1, len(said.pieces) + 1)]),
        tag("p", [[_prose(sentence), " "] for sentence in said.ends]),
        tag("p", basis(said)),
    )


def _cases(formula: Formula) -> list[Markup]:
    return [
        tag("li", latex_mathml(f"{formula.symbol} = {value}"), " for ", _prose(where)) for value, where in formula.cases
    ]


def _piece(said: Told, index: int) -> list[Any]:
    words, name, free = said.pieces[index - 1]
    best = [[" ", FREE, latex_mathml(f"{weight(symbol)} = {value}"), "."] for symbol, value in free.items()]
    return [tag("a", piece(said, index), href=f"#{name}"), " is ", _prose(words), ".", best]
