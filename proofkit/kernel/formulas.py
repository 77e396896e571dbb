"""Formulas, kept in negation normal form, with bound variables named by their depth (`_0`, `_1`, …).

    ("ge", p)  p ≥ 0        ("gt", p)  p > 0        ("eq", p)  p = 0        p a Poly
    ("app", S, args)        the declared predicate S, e.g. membership in the set M
    ("not", f)              f a predicate or a measure bound; every other negation is pushed inwards
    ("and", (f, …))  ("or", (f, …))  ("implies", f, g)
    ("forall", sort, f)  ("exists", sort, f)      the bound variable is `_k`, k binders above it
    ("measure", f, c)       the outer Lebesgue measure of {p : f(p)} is at most c (binds p in f, not in c)

Two formulas are the same up to the names of bound variables if and only if they are equal tuples.
A *lambda* is (arity, body), the body's parameters being named `?0`, `?1`, …: what a declared
symbol may be instantiated by.
"""

from functools import cache

from .terms import application, map_term

ATOMS = ("ge", "gt", "eq")


def map_formula(formula, replace, depth=0):
    """Rebuild a formula; replace(sort, name, arguments, depth) gives a term or formula, or None to keep."""
    kind = formula[0]

    def here(sort, name, arguments):
        return replace(sort, name, arguments, depth)

    if kind in ATOMS:
        return (kind, map_term(formula[1], here))
    if kind == "app":
        arguments = tuple(map_term(a, here) for a in formula[2])
        new = replace("prop", formula[1], arguments, depth)
        return ("app", formula[1], arguments) if new is None else new
    if kind == "not":
        return negate(map_formula(formula[1], replace, depth))
    if kind in ("and", "or"):
        return (kind, tuple(map_formula(part, replace, depth) for part in formula[1]))
    if kind == "implies":
        return (kind, map_formula(formula[1], replace, depth), map_formula(formula[2], replace, depth))
    if kind == "measure":
        return (kind, map_formula(formula[1], replace, depth + 1), map_term(formula[2], here))
    return (kind, formula[1], map_formula(formula[2], replace, depth + 1))


def negate(formula):
    """The negation, pushed to the atoms (p ≠ 0 is p² > 0)."""
    kind = formula[0]
    if kind in ("ge", "gt"):
        return ("gt" if kind == "ge" else "ge", -formula[1])
    if kind == "eq":
        return ("gt", formula[1] * formula[1])
    if kind == "not":
        return formula[1]
    if kind in ("and", "or"):
        return ("or" if kind == "and" else "and", tuple(negate(part) for part in formula[1]))
    if kind == "implies":
        return ("and", (formula[1], negate(formula[2])))
    if kind in ("forall", "exists"):
        return ("exists" if kind == "forall" else "forall", formula[1], negate(formula[2]))
    return ("not", formula)


def rename(formula, new_name):
    """Rename applied symbols: new_name(name) gives the new name (or the same)."""

    def replace(sort, name, arguments, depth):
        new = new_name(name)
        return ("app", new, arguments) if sort == "prop" else application(sort, new, arguments)

    return map_formula(formula, replace)


def shift(formula, by):
    """Rename every bound variable `_k` to `_(k+by)`, as the formula moves under `by` more binders."""
    return rename(formula, lambda name: f"_{int(name[1:]) + by}" if name[0] == "_" else name) if by else formula


def substitute(formula, mapping):
    """Replace symbols by lambdas (name → (arity, body)); a predicate's body moves under the binders above it."""

    def replace(sort, name, arguments, depth):
        if name not in mapping:
            return None
        arity, body = mapping[name]
        if arity != len(arguments):
            raise TypeError(f"{name} takes {len(arguments)} arguments, its replacement {arity}")
        filled = {f"?{k}": (0, argument) for k, argument in enumerate(arguments)}
        return substitute(shift(body, depth), filled) if sort == "prop" else substitute_term(body, filled)

    return map_formula(formula, replace)


def substitute_term(term, mapping):
    """`substitute` for a term and symbols that are replaced by terms without parameters."""
    return map_term(term, lambda sort, name, arguments: mapping[name][1] if name in mapping else None)


def instantiate(formula, value):
    """The body of a quantified formula, its bound variable replaced by a lambda closed under no binder."""
    opened = rename(formula[2], lambda name: "?bound" if name == "_0" else name)
    return substitute(shift(opened, -1), {"?bound": value})


def abstract(kind, sort, name, formula):
    """Quantify ("forall" or "exists") over a free symbol."""
    return (kind, sort, rename(shift(formula, 1), lambda other: "_0" if other == name else other))


@cache
def symbols(formula):
    """The set of symbol names occurring in a formula."""
    found = set()
    map_formula(formula, lambda sort, name, arguments, depth: found.add(name))
    return found
