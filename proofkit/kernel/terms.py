"""Terms in normal form: two terms are equal as polynomials if and only if they are equal objects.

A scalar (`Poly`) is a polynomial over Q in *atoms*; a vector (`Vec`) is a linear combination, with
polynomial coefficients, of *applications*. An application ("app", name, arguments) is a declared
symbol applied to terms: `eta`, `x(t+1)`, `g(x)`. Other atoms are ("dot", {u, v}), the inner product
of two applications (symmetric by construction), and ("powd", a): a to the power d, the dimension.
Terms never change once made, so equal ones may be one object (`cache`).
"""

from fractions import Fraction
from functools import cache
from math import prod


class Poly:
    """A polynomial over Q: {monomial: coefficient}, a monomial being a frozenset of (atom, exponent).

    A coefficient is an int or a Fraction, which are equal and hashed alike when they are the same number.
    """

    __slots__ = ("_hash", "terms")

    def __init__(self, terms):
        self.terms = {mono: c for mono, c in terms.items() if c}
        self._hash = None

    def __eq__(self, other):
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self):
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __add__(self, other):
        return total((self, other))

    def __neg__(self):
        return Poly({mono: -c for mono, c in self.terms.items()})

    def __sub__(self, other):
        return self + -other

    def __mul__(self, other):
        found = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                mono = _times(left, right) if left and right else left or right
                found[mono] = found.get(mono, 0) + a * b
        return Poly(found)

    def __pow__(self, exponent):
        return prod([self] * (exponent - 1), start=self) if exponent else constant(1)

    def value(self):
        """The rational this is, or None if it is not constant."""
        return Fraction(self.terms.get(frozenset(), 0)) if set(self.terms) <= {frozenset()} else None


def _times(left, right):
    a, b = dict(left), dict(right)
    return frozenset((atom, a.get(atom, 0) + b.get(atom, 0)) for atom in a | b)


def total(polys):
    """The sum."""
    found = {}
    for poly in polys:
        for mono, c in poly.terms.items():
            found[mono] = found.get(mono, 0) + c
    return Poly(found)


class Vec:
    """A linear combination {application: Poly coefficient}."""

    __slots__ = ("parts",)

    def __init__(self, parts):
        self.parts = {base: p for base, p in parts.items() if p.terms}

    def __eq__(self, other):
        return isinstance(other, Vec) and self.parts == other.parts

    def __hash__(self):
        return hash(frozenset(self.parts.items()))

    def __add__(self, other):
        total = dict(self.parts)
        for base, p in other.parts.items():
            total[base] = total[base] + p if base in total else p
        return Vec(total)

    def __sub__(self, other):
        return self + other.scaled(constant(-1))

    def scaled(self, factor):
        return Vec({base: factor * p for base, p in self.parts.items()})


@cache
def constant(value):
    return Poly({frozenset(): value.numerator if value.denominator == 1 else value})


@cache
def scalar_atom(atom):
    return Poly({frozenset({(atom, 1)}): 1})


def dot(u, v):
    """The inner product, expanded bilinearly into inner products of applications."""
    pairs = ((p * q, frozenset((left, right))) for left, p in u.parts.items() for right, q in v.parts.items())
    return total(coefficient * scalar_atom(("dot", pair)) for coefficient, pair in pairs)


def map_term(term, replace):
    """Rebuild a term bottom-up; replace(sort, name, arguments) gives a new term for an application, or None."""
    if isinstance(term, Poly):
        new = {atom: _map_atom(atom, replace) for atom in {atom for mono in term.terms for atom, _ in mono}}
        return total(prod((new[atom] ** e for atom, e in mono), start=constant(c)) for mono, c in term.terms.items())
    parts = (_map_app(base, replace, vector=True).scaled(map_term(p, replace)) for base, p in term.parts.items())
    return sum(parts, start=Vec({}))


def _map_atom(atom, replace):
    if atom[0] == "app":
        return _map_app(atom, replace, vector=False)
    if atom[0] == "powd":
        return scalar_atom(("powd", map_term(atom[1], replace)))
    sides = [_map_app(base, replace, vector=True) for base in atom[1]]
    return dot(sides[0], sides[-1])


def _map_app(app, replace, vector):
    _, name, arguments = app
    arguments = tuple(map_term(a, replace) for a in arguments)
    new = replace("vector" if vector else "scalar", name, arguments)
    if new is None:
        return application("vector" if vector else "scalar", name, arguments)
    if not isinstance(new, Vec if vector else Poly):
        raise TypeError(f"{name} stands for something of another sort")
    return new


def application(sort, name, arguments=()):
    """A declared symbol applied to terms, as a term of its sort ("vector", or a scalar sort)."""
    app = ("app", name, tuple(arguments))
    return Vec({app: constant(1)}) if sort == "vector" else scalar_atom(app)
