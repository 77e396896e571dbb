"""The type of a theorem file: statement, derivation, thresholds, conditions, witnesses, source."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from . import discovery
from .derivation import Derivation, Draft, Fact, derive, shipped_derivation
from .errors import BadInput, ProofRefused, UnknownName
from .kernel import Proof
from .landscape import Landscape
from .statement import Statement
from .symbolic import to_sympy
from .threshold import Threshold, substituted
from .verdict import Strength


@dataclass(frozen=True)
class Condition:
    """What a theorem asks of a concrete function: a class (or map condition) on a region.

    Args:
        name: a file name in `classes/` or `conditions/`.
        constant: the role of its constant in the statement ("mu_star"); "" if it has none.
        center: the role of the point it is about; "" if none.
        region: "M", "not M", "S" (all of R^d unless one is given), "ball" (about the centre, of radius `rho`)
            or "everywhere".
        discharges: labels of the statement's hypotheses that it settles.
    """

    name: str
    constant: str = ""
    center: str = ""
    region: str = "everywhere"
    discharges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Theorem:
    """One theorem of the library.

    Args:
        title: one line a reader would search for.
        statement: what it says, in kernel text.
        write: the derivation; None for a theorem that is only stated (cited, and checked numerically).
        source: key in references.bib.
        witnesses: (landscape, parameters) pairs that certifiably satisfy the hypotheses; at least one.
        conditions: what it asks of a concrete function.
        formulas: named scalar expressions of the statement, in kernel text; of several, the largest is meant.
        thresholds: ranges solved from the statement's scalar inequalities.
        by_definition: labels of the hypotheses that define a symbol (an orbit, a sequence, q as a root).
        assumed: labels of the hypotheses about what one starts from or feeds in (the start, the noise), not about the
            function; they define nothing, and nothing discharges them.
        example_step: the step at which the witnesses satisfy the hypotheses, in kernel text of their constants.
        example_parameters: values at which they do of what the method brings and the function does not ("beta").
        outcome: what follows for the descent, in a sentence, once every hypothesis is discharged.
        own: whether the result was worked out for this project.
        stated: sentences that are cited and only checked numerically, not derived; they are no part of `statement`.
        remarks: what else a reader should know, in prose.
    """

    title: str
    statement: Statement
    write: Callable[[Draft], Fact] | None
    source: str
    witnesses: tuple[tuple[str, Mapping[str, Any]], ...]
    conditions: tuple[Condition, ...] = ()
    formulas: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    by_definition: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    example_step: str = ""
    example_parameters: Mapping[str, Fraction] = field(default_factory=dict)
    outcome: str = ""
    own: bool = False
    stated: tuple[str, ...] = ()
    remarks: str = ""

    def __post_init__(self) -> None:
        if not self.witnesses:
            raise ProofRefused(f"theorem {self.name} has no witness landscape: it may be about nothing")

    @property
    def name(self) -> str:
        """The statement's name, which is the file's."""
        return self.statement.name

    @property
    def derived(self) -> bool:
        """Whether there is a derivation; a theorem without one is stated."""
        return self.write is not None

    @cached_property
    def derivation(self) -> Derivation:
        """The written-out proof, with the lemmas it cites: the one shipped for this statement, else a new one.

        Raises:
            ProofRefused: the theorem is stated, so there is none.
        """
        return (self.derived and shipped_derivation(self.statement)) or self.anew()

    def anew(self) -> Derivation:
        """Write the proof again.

        Raises:
            ProofRefused: a step does not follow, or the theorem is stated.
        """
        if self.write is None:
            raise ProofRefused(f"{self.name} is stated, not derived: it has no proof")
        return derive(self.statement, self.write)

    @cached_property
    def proof(self) -> Proof:
        """What the kernel's replay of the derivation returned.

        Raises:
            ProofRefused: the derivation does not replay, or leaves a hypothesis unused; or there is none.
        """
        return self.derivation.replay()

    @property
    def strength(self) -> Strength:
        """PROVED once the proof has been replayed (which this does); STATED if there is none."""
        return Strength.PROVED if self.derived and self.proof.name == self.name else Strength.STATED

    @property
    def axioms(self) -> tuple[str, ...]:
        """Names of all axioms the proof rests on, through its lemmas too (none for a stated theorem)."""
        proofs = self.derivation.proofs if self.derived else ()
        return tuple(sorted({name for proof in proofs for name in proof.axioms}))

    def _repr_latex_(self) -> str:
        """The statement as mathematics, for notebooks."""
        return self.statement._repr_latex_()

    def _repr_markdown_(self) -> str:
        """The theorem without its proof, for notebooks."""
        return str(discovery.load("exporter", "markdown").library([self]))

    def threshold(self, name: str) -> Threshold:
        """Return the threshold of that name, the statement's auxiliary symbols (q, b, …) defined.

        Raises:
            UnknownName: the theorem has none of that name.
        """
        found = {threshold.name: threshold for threshold in self.thresholds}
        if name not in found:
            raise UnknownName(f"threshold of {self.name}", name, found)
        return replace(found[name], definitions=self.definitions)

    def formula(self, name: str) -> sp.Expr:
        """Return a named expression of the statement as SymPy, its auxiliary symbols (q, b, …) written out.

        Raises:
            UnknownName: the theorem has none of that name.
        """
        if name not in self.formulas:
            raise UnknownName(f"formula of {self.name}", name, self.formulas)
        texts = self.formulas[name]
        alternatives = [to_sympy(text) for text in ((texts,) if isinstance(texts, str) else texts)]
        return self._written_out(sp.Max(*alternatives), self.definitions)

    @cached_property
    def definitions(self) -> dict[str, sp.Expr]:
        """Auxiliary scalars that hypotheses define: a root (q² = …), a value (B = …) or a quotient (X·(…) = …)."""
        found: dict[str, sp.Expr] = {}
        for text in self.statement.hypotheses.values():
            equation = re.sub(r"^implies\([^(),]*, (.*)\)$", r"\1", text)  # defined under a condition
            read = re.fullmatch(r"(\w+)(\*\*2)? == (.*)|(\w+)\*\((.*)\) == (.*)", equation)
            name = read and (read[1] or read[4])
            if not read or self.statement.declare.get(str(name)) != "scalar":
                continue
            try:
                parts = read[3] or read[6], read[5] or "1"
                value, divisor = (self._written_out(to_sympy(part), found) for part in parts)
            except BadInput:
                continue  # defined by points (D² = ‖x* − x†‖²), not by scalars
            found[str(name)] = sp.sqrt(value) if read[2] else value / divisor
        return found

    @staticmethod
    def _written_out(expression: sp.Expr, values: Mapping[str, sp.Expr]) -> sp.Expr:
        return expression.subs({s: values[s.name] for s in expression.free_symbols if s.name in values})

    def step_on(self, landscape: Landscape) -> Fraction | None:
        """Return the example step on a witness landscape (None if the theorem is about no step).

        Raises:
            BadInput: the landscape lacks a constant that the step is given by.
        """
        if not self.example_step:
            return None
        values = {name: sp.Rational(value) for name, value in landscape.constants.items()}
        numerator, _, denominator = self.example_step.partition("/")
        value = substituted(to_sympy(numerator), values) / substituted(to_sympy(denominator or "1"), values)
        return Fraction(int(value.p), int(value.q))

    def landscapes(self) -> list[Landscape]:
        """Build the witness landscapes, the example parameters of the method among their constants."""
        found = [discovery.landscape(name, **parameters) for name, parameters in self.witnesses]
        return [replace(on, constants={**on.constants, **self.example_parameters}) for on in found]
