"""Kernel text, in Python's expression syntax, to terms and formulas.

Terms: rational arithmetic, `dot(u, v)`, `sq(v)` (= dot(v, v)), `powd(a)` (a to the power d), declared symbols.
Formulas: `a <= b`, `a < b`, `a == b`, `p in M`, `p in A(t)`, `and`, `or`, `not`, `implies(a, b)`, `iff(a, b)`,
`forall(p, vector, …)`, `exists(t, nat, …)`, `forall(N, "vector -> prop", …)`, `measure_le(p, …, c)`, and the
abbreviations
    ae(p, F)          measure_le(p, not F, 0)
    tends(t, a)       forall(e, scalar, implies(e > 0, exists(T, nat, forall(t, nat, a(T+t) < e and -a(T+t) < e))))
The sort nat is a scalar whose value is a natural number; an index is a sum of nats and non-negative integers.
"""

import ast

from .formulas import negate, substitute_term
from .terms import Vec, application, constant, dot, scalar_atom

#: names with a meaning of their own, which nothing else may have
BUILT_IN = frozenset("dot sq powd implies iff forall exists measure_le ae tends scalar vector nat prop".split())
SORTS = ("scalar", "vector", "nat", "prop")


class Ill(ValueError):
    """Text that is not well formed, or not well sorted."""


def signature(text):
    """Parse "nat, vector -> prop" to (("nat", "vector"), "prop")."""
    left, arrow, right = text.rpartition("->")
    arguments = tuple(part.strip() for part in left.split(",")) if arrow else ()
    result = right.strip()
    known = result in SORTS and all(a in SORTS[:3] for a in arguments)
    if not known or (result == "prop" and not arguments) or (result == "nat" and arguments):
        raise Ill(f"no such signature: {text!r}")
    return arguments, result


class Scope:
    """Declared symbols, and bound variables: name → (internal name, signature)."""

    def __init__(self, declared, bound=None, depth=0):
        self.declared, self.bound, self.depth = declared, bound or {}, depth

    def bind(self, node, sort):
        name = getattr(node, "id", "_")
        if name.startswith("_") or name in BUILT_IN:
            raise Ill(f"not a name for a variable: {ast.unparse(node)}")
        return Scope(self.declared, {**self.bound, name: (f"_{self.depth}", sort)}, self.depth + 1)

    def look_up(self, name):
        if name not in self.bound and name not in self.declared:
            raise Ill(f"undeclared symbol {name!r}")
        return self.bound[name] if name in self.bound else (name, self.declared[name])


def parse_formula(text, declared):
    return _formula(_tree(text), Scope(declared))


def parse_term(text, declared, sort):
    return _sorted(_tree(text), Scope(declared), sort)


def parse_lambda(text, declared, wanted):
    """Parse what instantiates a symbol of signature `wanted`: a term, a declared name, or `lambda p: …`."""
    arguments, result = wanted
    node, bound = _tree(text), {}
    if isinstance(node, ast.Lambda):
        names = [a.arg for a in node.args.args]
        bound = {name: (f"?{k}", ((), sort)) for k, (name, sort) in enumerate(zip(names, arguments, strict=False))}
        if not len(names) == len(bound) == len(arguments) or ast.unparse(node.args) != ", ".join(names):
            raise Ill(f"{text!r} should take {len(arguments)} distinct parameters")
        node = node.body
    elif arguments:
        if not isinstance(node, ast.Name) or declared.get(node.id) != wanted:
            raise Ill(f"{text!r} is not of the sort asked for")
        given = tuple(application(sort, f"?{k}") for k, sort in enumerate(arguments))
        return len(given), ("app", node.id, given) if result == "prop" else application(result, node.id, given)
    scope = Scope(declared, bound)
    return len(arguments), _formula(node, scope) if result == "prop" else _sorted(node, scope, result)


def _tree(text):
    if not isinstance(text, str) or not text.isascii() or not text.isprintable() or "#" in text:
        raise Ill(f"not one line of plain ASCII without a comment: {text!r}")
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, TypeError, ValueError, MemoryError, RecursionError):
        raise Ill(f"cannot read {text!r}") from None


def _formula(node, scope):
    if isinstance(node, ast.BoolOp):
        return ("and" if isinstance(node.op, ast.And) else "or", tuple(_formula(v, scope) for v in node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return negate(_formula(node.operand, scope))
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _comparison(node.left, node.ops[0], node.comparators[0], scope)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id, node.args, scope)
    raise Ill(f"not a formula: {ast.unparse(node)}")


def _comparison(left, op, right, scope):
    if isinstance(op, ast.In | ast.NotIn):
        name, args = (right.func, right.args) if isinstance(right, ast.Call) and not right.keywords else (right, [])
        if not isinstance(name, ast.Name):
            raise Ill(f"not a set: {ast.unparse(right)}")
        member = _predicate(name.id, [*args, left], scope)
        return member if isinstance(op, ast.In) else negate(member)
    a, b = _term(left, scope)[0], _term(right, scope)[0]
    if type(a) is not type(b):
        raise Ill(f"compares a vector with a scalar: {ast.unparse(left)} and {ast.unparse(right)}")
    if isinstance(op, ast.Eq):
        return ("eq", dot(a - b, a - b) if isinstance(a, Vec) else a - b)
    low, high = (a, b) if isinstance(op, ast.Lt | ast.LtE) else (b, a)
    if not isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) or isinstance(a, Vec):
        raise Ill(f"not a comparison of scalars: {ast.unparse(left)} and {ast.unparse(right)}")
    return ("gt" if isinstance(op, ast.Lt | ast.Gt) else "ge", high - low)


def _call(name, args, scope):
    if name in ("implies", "iff") and len(args) == 2:
        a, b = (_formula(x, scope) for x in args)
        return ("implies", a, b) if name == "implies" else ("and", (("implies", a, b), ("implies", b, a)))
    if name in ("forall", "exists") and len(args) == 3:
        sort = signature(args[1].id if isinstance(args[1], ast.Name) else getattr(args[1], "value", None) or "?")
        return (name, sort, _formula(args[2], scope.bind(args[0], sort)))
    if (name, len(args)) in (("measure_le", 3), ("ae", 2)):
        body = _formula(args[1], scope.bind(args[0], ((), "vector")))
        exact = name == "measure_le"
        return ("measure", body, _sorted(args[2], scope, "scalar")) if exact else ("measure", negate(body), constant(0))
    if name == "tends" and len(args) == 2:
        return _tends(args[0], args[1], scope)
    return _predicate(name, args, scope)


def _tends(index, body, scope):
    e, start, t = (application("scalar", f"_{scope.depth + k}") for k in range(3))
    bound = {**scope.bind(index, ((), "nat")).bound, index.id: ("?later", ((), "nat"))}
    value = _sorted(body, Scope(scope.declared, bound, scope.depth + 3), "scalar")
    value = substitute_term(value, {"?later": (0, start + t)})
    tail = ("exists", ((), "nat"), ("forall", ((), "nat"), ("and", (("gt", e - value), ("gt", e + value)))))
    return ("forall", ((), "scalar"), ("implies", ("gt", e), tail))


def _predicate(name, args, scope):
    internal, (sorts, result) = scope.look_up(name)
    if result != "prop":
        raise Ill(f"{name!r} is not a predicate")
    return ("app", internal, _arguments(name, args, sorts, scope))


def _arguments(name, args, sorts, scope):
    if len(args) != len(sorts):
        raise Ill(f"{name!r} takes {len(sorts)} arguments, not {len(args)}")
    return tuple(_sorted(node, scope, sort) for node, sort in zip(args, sorts, strict=True))


def _sorted(node, scope, sort):
    term, found = _term(node, scope)
    if found != sort and not (sort == "scalar" and found == "nat"):
        raise Ill(f"{ast.unparse(node)} is a {found}, expected a {sort}")
    return term


def _term(node, scope):
    """Return (term, sort); a sum or product of nats is a nat."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return constant(node.value), "nat"
    if isinstance(node, ast.Name):
        return _function(node.id, [], scope)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _function(node.func.id, node.args, scope)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        term, sort = _term(node.operand, scope)
        return (term.scaled(constant(-1)), sort) if sort == "vector" else (-term, "scalar")
    if isinstance(node, ast.BinOp):
        return _operation(node, scope)
    raise Ill(f"not a term: {ast.unparse(node)}")


def _function(name, args, scope):
    if name == "dot" and len(args) == 2:
        return dot(*(_sorted(a, scope, "vector") for a in args)), "scalar"
    if name == "sq" and len(args) == 1:
        v = _sorted(args[0], scope, "vector")
        return dot(v, v), "scalar"
    if name == "powd" and len(args) == 1:
        return scalar_atom(("powd", _sorted(args[0], scope, "scalar"))), "scalar"
    internal, (sorts, result) = scope.look_up(name)
    if result == "prop":
        raise Ill(f"{name!r} is a predicate, not a term")
    return application(result, internal, _arguments(name, args, sorts, scope)), result


def _operation(node, scope):
    (a, left), op = _term(node.left, scope), node.op
    if isinstance(op, ast.Pow):
        exponent = getattr(node.right, "value", None)
        if type(exponent) is not int or not 0 <= exponent <= 64 or left == "vector":
            raise Ill(f"not a power: {ast.unparse(node)}")
        return a**exponent, left
    b, right = _term(node.right, scope)
    vectors = (left == "vector") + (right == "vector")
    nats = "nat" if (left, right) == ("nat", "nat") else "scalar"
    if isinstance(op, ast.Add) and vectors != 1:
        return a + b, "vector" if vectors else nats
    if isinstance(op, ast.Sub) and vectors != 1:
        return a - b, "vector" if vectors else "scalar"
    if isinstance(op, ast.Mult) and vectors < 2:
        return (b.scaled(a) if right == "vector" else a.scaled(b), "vector") if vectors else (a * b, nats)
    if isinstance(op, ast.Div) and right != "vector" and b.value():
        inverse = constant(1 / b.value())
        return (a.scaled(inverse), "vector") if left == "vector" else (a * inverse, "scalar")
    raise Ill(f"not an operation on these sorts: {ast.unparse(node)}")
