"""The signs of polynomials in the constants, proved from what is assumed of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from ..derivation import Draft, Fact
from ..errors import ProofRefused
from .polynomials import factors, inequality, text, value
from .samples import Sample


class Signs:
    """The signs of polynomials in the constants, as facts of a draft.

    Args:
        draft: to which their proofs are added.
        given: facts to start from.
        samples: at which the given facts hold; they show which signs to try.
        products: sets of strict facts by whose product a claim may be multiplied first, besides the given ones.
    """

    def __init__(
        self,
        draft: Draft,
        given: Sequence[Fact],
        samples: Sequence[Sample],
        products: Sequence[Sequence[Fact]] = (),
    ):
        self.draft, self.given, self.samples, self.products = draft, list(given), list(samples), list(products)
        self._known: dict[Any, tuple[int, Fact] | None] = {}

    def of(self, poly: Any) -> tuple[int, Fact] | None:
        """Return (sign, the fact that sign·poly is positive, or at least not negative), or None."""
        if poly not in self._known:
            self._known[poly] = self._find(poly, (1, -1))
        return self._known[poly]

    def opposite(self, poly: Any) -> Fact | None:
        """Return the fact with the other sign than `of` gives, where both hold."""
        known = self.of(poly)
        found = None if known is None else self._find(poly, (-known[0],))
        return None if found is None else found[1]

    def _find(self, poly: Any, signs: Sequence[int]) -> tuple[int, Fact] | None:
        values = [value(poly, sample) for sample in self.samples]
        possible = [sign for sign in signs if all(sign * v >= 0 for v in values)]
        for sign in possible:
            if found := self._by_terms(poly, sign):
                return sign, found
        positive = [*([fact] for fact in self.given if fact.formula[0] == "gt"), *self.products]
        for strict, sign in product((True, False), possible):
            for degree, multiplier in ((1, []), (2, []), (3, []), *((2, m) for m in positive)):
                if strict and 0 in values:
                    continue
                wanted = inequality(poly, sign, strict)
                try:
                    return sign, self.draft.combine(wanted, *self.given, degree=degree, multiplier=multiplier)
                except ProofRefused:
                    continue
        return None

    def _by_terms(self, poly: Any, sign: int) -> Fact | None:
        """The fact that sign·poly is positive, where every term is, as one of many terms of high degree may be."""
        if len(poly) < 2 or any(sign * coefficient < 0 for _, coefficient in poly.terms()):
            return None
        gens = [gen for k, gen in enumerate(poly.ring.gens) if any(monomial[k] for monomial in poly.monoms())]
        known = {gen: found for gen in gens if (found := self.of(gen)) and found[0] > 0 and found[1].formula[0] == "gt"}
        if len(known) < len(gens):
            return None
        places = [poly.ring.gens.index(gen) for gen in gens]
        terms = [
            [str(sign * coefficient), [i for i, place in enumerate(places) for _ in range(monomial[place])]]
            for monomial, coefficient in poly.terms()
        ]
        facts = [fact for _, fact in known.values()]
        return self.draft.step("combine", *facts, formula=inequality(poly, sign, True), terms=terms)

    def with_(self, fact: Fact, samples: Sequence[Sample]) -> Signs:
        """Return the same with one more given fact."""
        return Signs(self.draft, [*self.given, fact], samples, self.products)


def product_of(poly: Any, signs: Signs) -> tuple[Fraction, list[Fact]]:
    """Return (c, facts) with poly = c·∏ facts; even powers of unknown sign are squares.

    Raises:
        ProofRefused: an odd power of a factor whose sign is not known.
    """
    content, found = factors(poly)
    facts: list[Fact] = []
    for irreducible, power in found:
        known = signs.of(irreducible)
        if known is None and power % 2:
            raise ProofRefused(f"{signs.draft.statement.name}: the sign of {irreducible.as_expr()} is not known")
        if known is None:
            facts += [signs.draft.square(text(irreducible))] * (power // 2)
            continue
        sign, fact = known
        content *= sign**power
        facts += [fact] * power
    return content, facts


def signed(poly: Any, sign: int, strict: bool, signs: Signs) -> Fact:
    """Prove that sign·poly is positive (strict) or not negative, as the product of the signs of its factors.

    Raises:
        ProofRefused: the sign of a factor is not known, or is another one.
    """
    content, chosen = product_of(poly, signs)
    if content * sign < 0:  # a factor that is 0 has both signs
        turned = next((f for p, n in factors(poly)[1] if n % 2 and (f := signs.opposite(p))), None)
        if turned is None:
            raise ProofRefused(f"{signs.draft.statement.name}: {poly.as_expr()} has the other sign")
        old = next(fact for fact in chosen if turned.formula[1] == -fact.formula[1])
        chosen[chosen.index(old)] = turned
    unique = list({fact.id: fact for fact in chosen}.values())
    places = [[fact.id for fact in unique].index(fact.id) for fact in chosen]
    claim = inequality(poly, sign, strict)
    return signs.draft.step("combine", *unique, formula=claim, terms=[[str(abs(content)), places]])
