"""The trusted part: statements, rules, replay. Standard library only, no floats, no search.

terms     polynomials over Q in scalars and inner products; vectors as linear combinations
formulas  first-order formulas over terms, negation pushed to the atoms, substitution
parser    kernel text (Python expression syntax, read through `ast`) to terms and formulas
rules     the inference rules, each drawn as premises over a line
replay    the JSON-lines proof format and the loop that checks it
axioms.json  the allowlist of analytic facts that a proof may cite by name
"""

from .replay import Proof, Refused, replay, replay_file

__all__ = ["Proof", "Refused", "replay", "replay_file"]
