"""Kernel text to LaTeX: names, precedence, quantifiers; and every printed formula is one that MathML can show."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import sympy as sp
from latex2mathml.converter import convert

from proofkit.symbolic import to_sympy
from proofkit.typesetting import _without_leading_minus, expression_latex, name_latex, typeset

DECLARED = {
    "x": "nat -> vector",
    "Phi": "nat, vector -> vector",
    "M": "vector -> prop",
    "E": "nat -> prop",
    "g": "vector -> vector",
    "A": "nat, vector -> prop",
    "q": "scalar",
    **dict.fromkeys(("w_0", "w1", "x_star", "mu_star", "Linv"), "nat -> scalar"),
    "F": "vector, scalar, nat -> scalar",
    "S": "nat, nat, vector -> scalar",
}


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("mu", r"\mu"),
        ("mu_star", r"\mu_{\ast}"),
        ("x_star", r"x^{\ast}"),
        ("x_0", "x_{0}"),
        ("x0", "x_{0}"),
        ("L_dagger", r"L_{\dagger}"),
        ("Linv", r"\mathrm{Linv}"),
        ("E_out", r"E_{\mathrm{out}}"),
    ],
)
def test_names(name: str, latex: str) -> None:
    assert name_latex(name) == latex


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("a - (b - c)", r"a - (b - c)"),
        ("a - b - c", "a - b - c"),
        ("-(a + b)", r"-(a + b)"),
        ("(a + b)*c", r"(a + b)\, c"),
        ("(a*b)**2", r"(a\, b)^{2}"),
        ("-a**2", "-a^{2}"),
        ("(-a)**2", r"(-a)^{2}"),
        ("1/2*L", r"\frac{1}{2}\, L"),
        ("1/(2*L)", r"\frac{1}{2\, L}"),
        ("-2*a*b + c", r"-2\, a\, b + c"),
        ("a + -b*c", r"a - b\, c"),
        ("a + (-b + c)", "a - b + c"),
        ("a - -b", r"a - (-b)"),
        ("2*3", r"2 \cdot 3"),
        ("a*2**b", r"a \cdot 2^{b}"),
        ("powd(1 - q)", r"(1 - q)^{d}"),
        ("x(t+1) == x(t) - eta*g(x(t))", r"x_{t + 1} = x_{t} - \eta\, g(x_{t})"),
        ("sq(x(0) - c) <= 1", r"\lVert x_{0} - c \rVert^{2} \le 1"),
        ("Phi(t+1, p) == p", r"\Phi_{t + 1}(p) = p"),
        ("sq(u)**2 <= (a/2)**2", r"(\lVert u \rVert^{2})^{2} \le \left(\frac{a}{2}\right)^{2}"),
        ("powd(a)**2 <= b", r"(a^{d})^{2} \le b"),
        ("Phi(t, p)", r"\Phi_{t}(p)"),
        ("M(p) and E(t)", r"p \in M \text{ and } E_{t}"),
        ("A(t, p)", r"p \in A_{t}"),
        ("not p == c", r"p \neq c"),
        ("not tends(t, x(t))", r"x_{t} \not\to 0 \;\text{ as }\; t \to \infty"),
        ("not a <= b", "a > b"),
        ("not p in M", r"p \notin M"),
        ("forall(p, vector, implies(p in M, q > 0))", r"\forall p \in M\colon\; q > 0"),
        ("forall(p, vector, implies(not p in M, q > 0))", r"\forall p \notin M\colon\; q > 0"),
        ("exists(t, nat, p in A(t))", r"\exists t \in \mathbb{N}\colon\; p \in A_{t}"),
        ("measure_le(p, p in M, 0)", r"\mathrm{vol}\{p : p \in M\} = 0"),
        ("implies(implies(a < b, b < c), a < c)",
         r"(a < b \;\Rightarrow\; b < c) \;\Rightarrow\; a < c"),
        ("w_0(t+1) == w1(t)", r"w_{0, t + 1} = w_{1, t}"),
        ("x_star(t)", r"x^{\ast}_{t}"),
        ("mu_star(t) <= Linv(t)", r"\mu_{\ast, t} \le \mathrm{Linv}_{t}"),
        ("F(p, a, t)", r"F(p, a, t)"),
        ("S(t, s, p) > 0", r"S_{t, s}(p) > 0"),
        ("iff(a > 1/2 and b > 0, c > 0)",
         r"\bigl(a > \frac{1}{2} \text{ and } b > 0\bigr) \;\Leftrightarrow\; c > 0"),
        ("(a < b or b < a) and c > 0", r"(a < b \text{ or } b < a) \text{ and } c > 0"),
    ],
)  # fmt: skip
def test_formulas(text: str, latex: str) -> None:
    assert typeset(text, DECLARED) == latex
    ElementTree.fromstring(convert(latex))


@pytest.mark.parametrize("text", ["-D*(q - 1)/(b*q + 1)", "D*(1 - q)/(b*q + 1)", "2*mu_star/L**2", "-mu", "-2*(q - 1)"])
def test_expressions_keep_their_value(text: str) -> None:
    symbols = {name: sp.Symbol(name, positive=True) for name in ("D", "q", "b", "mu_star", "L", "mu")}
    expression = to_sympy_fraction(text, symbols)
    shown = expression_latex(expression)
    ElementTree.fromstring(convert(shown))
    assert shown.startswith("-") == (text == "-mu")
    assert sp.expand(_without_leading_minus(expression) - expression) == 0


def to_sympy_fraction(text: str, symbols: dict[str, sp.Symbol]) -> sp.Expr:
    numerator, _, denominator = text.partition("/")
    return to_sympy(numerator, symbols) / (to_sympy(denominator, symbols) if denominator else 1)


def test_sets_and_sequences_under_quantifiers() -> None:
    assert typeset('forall(N, "vector -> prop", ae(p, not p in N))') == (
        r"\forall N \subseteq \mathbb{R}^{d}\colon\; \text{for almost every } p\colon\; p \notin N"
    )
    assert typeset("tends(t, a(t))", {"a": "nat -> scalar"}) == r"a_{t} \to 0 \;\text{ as }\; t \to \infty"
