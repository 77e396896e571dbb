"""A landscape from a user's expression, refused unless shown real and differentiable where it is not `Piecewise`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy as sp

from .errors import BadInput
from .landscape import Landscape
from .symbolic import parse_expression


def expression_landscape(text: str, variables: Sequence[str], everywhere: bool = True) -> Landscape:
    """Return the landscape of a formula that a user typed.

    Abs, Min and Max are accepted where the kink they could cause is shown to vanish (`max(0, x)**2`);
    elsewhere a kink must be written as `Piecewise`, whose first matching branch is the gradient selection.
    Denominators, and what stands under a root or a log, must be shown to stay away from 0 on all of R^d.

    Args:
        text: see `symbolic.parse_expression`.
        variables: names of the coordinates, in order.
        everywhere: whether it must be defined on all of R^d; if not, who uses it looks at the region in question.
    Raises:
        BadInput: the text is not such a formula; the message names the part.
    """
    if not variables:
        raise BadInput("variables", "none", "at least one name, such as x,y")
    symbols = tuple(sp.Symbol(name, real=True) for name in variables)
    formula = parse_expression(text, [str(s) for s in symbols])
    if everywhere:
        check_domain(formula)
    check_kinks(formula)
    return Landscape("expression", symbols, formula, parameters={"text": text}, source="given by the user")


def check_domain(formula: sp.Expr) -> None:
    """Refuse a formula with a root, log, tan or quotient not shown to be defined and differentiable on R^d.

    Raises:
        BadInput: names the first part for which that could not be shown.
    """
    for fault in _domain_faults(formula):
        raise fault


def is_shown_defined(formula: sp.Expr) -> bool:
    """Return whether a formula is shown to be defined and differentiable on R^d, by signs and polynomial roots."""
    return next(_domain_faults(formula), None) is None


def _domain_faults(formula: sp.Expr) -> Iterator[BadInput]:
    for node in sp.preorder_traversal(formula):
        if isinstance(node, sp.Pow) and not _power_is_smooth(node):
            yield _refused(node, f"{node.base} shown to stay away from zero and the power real for all {_of(node)}")
        if isinstance(node, sp.log) and not is_shown_positive(node.args[0]):
            yield _refused(node, f"{node.args[0]} shown to be positive for all {_of(node)}")
        if isinstance(node, sp.tan) and not is_shown_positive(sp.cos(node.args[0])):
            yield _refused(node, f"cos({node.args[0]}) shown to be positive for all {_of(node)}")


def check_kinks(formula: sp.Expr) -> None:
    """Refuse an Abs, Min or Max whose kink is not shown to vanish.

    With s for |a| in F, the gradient jumps by 2 ∂F/∂s(x, 0)∇a where a = 0: none if a divides ∂F/∂s(x, 0).

    Raises:
        BadInput: names the kink.
    """
    plain = formula.replace(lambda e: isinstance(e, sp.Max | sp.Min), _as_abs)
    s = sp.Dummy("s", real=True)
    for node in plain.atoms(sp.Abs):
        slope = sp.diff(plain.xreplace({node: s}), s).subs(s, 0)
        if not _divides(node.args[0], slope):
            raise BadInput("expression", str(formula), f"no kink where {node.args[0]} = 0 (or written as Piecewise)")


def is_shown_positive(expression: sp.Expr) -> bool:
    """Return True only when the expression is shown positive for all real values of its symbols.

    By signs of its parts, or for a polynomial in one variable by counting its real roots exactly.
    """
    if expression.is_positive:
        return True
    symbols = expression.free_symbols
    if len(symbols) != 1 or not expression.is_polynomial(*symbols):
        return False
    polynomial = sp.Poly(expression, *symbols)
    return polynomial.domain in (sp.ZZ, sp.QQ) and polynomial.count_roots() == 0 and polynomial.eval(0) > 0


def _power_is_smooth(node: sp.Pow) -> bool:
    base, exponent = node.base, node.exp
    if exponent.is_Integer:
        return bool(exponent > 0) or is_shown_positive(base) or is_shown_positive(-base)
    return is_shown_positive(base)


def _as_abs(node: sp.Expr) -> sp.Expr:
    first, *others = node.args
    sign = 1 if isinstance(node, sp.Max) else -1
    for other in others:
        first = (first + other + sign * sp.Abs(first - other)) / 2
    return first


def _divides(divisor: sp.Expr, expression: sp.Expr) -> bool:
    """Return True only when the divisor is shown to divide the numerator of the expression."""
    numerator = sp.fraction(sp.together(expression))[0]
    try:
        return sp.expand(numerator) == 0 or sp.rem(numerator, divisor) == 0
    except sp.PolynomialError:
        return False


def _refused(node: sp.Expr, expected: str) -> BadInput:
    return BadInput("expression", str(node), expected)


def _of(node: sp.Expr) -> str:
    return ", ".join(sorted(map(str, node.free_symbols))) or "arguments"
