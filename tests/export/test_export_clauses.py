"""Long formulas as indented lines: every part appears once, under what it depends on."""

from __future__ import annotations

import pytest

from proofkit.export._clauses import clauses


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a > 0", [(0, "a > 0")]),
        ("a > 0 and b > 0 and c > 0", [(0, r"a > 0 \text{, and}"), (0, r"b > 0 \text{, and}"), (0, "c > 0")]),
        ("a > 0 or b > 0", [(0, r"a > 0 \text{ or } b > 0")]),
        (
            "forall(p, vector, implies(p in M, a > 0 and b > 0)) and c > 0",
            [
                (0, r"\forall p \in M\colon\;"),
                (1, r"a > 0 \text{, and}"),
                (1, r"b > 0 \text{, and}"),
                (0, "c > 0"),
            ],
        ),
        (
            "implies(c > 0, exists(s, scalar, s > 0 and s < c))",
            [(0, r"c > 0 \;\Rightarrow\; \exists s \in \mathbb{R}\colon\;"), (1, r"s > 0 \text{, and}"), (1, "s < c")],
        ),
        (
            "implies(a > 0 and b > 0, c > 0)",
            [(0, r"(a > 0 \text{ and } b > 0) \;\Rightarrow\; c > 0")],
        ),
    ],
)
def test_clauses(text: str, lines: list[tuple[int, str]]) -> None:
    assert clauses(text, {}) == lines
