"""A gradient step leaves a point where the gradient vanishes in place. (Copy this file to add a theorem.)

Name the file, the theorem and the object alike, conclusion first. Nothing needs to be registered.
"""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem

NAME = "_template"


def _write(d: Draft) -> Fact:
    """‖c − ηg(c) − c‖² = η²‖g(c)‖² = 0; a sum in words, then one kernel step a line."""
    return d.combine("sq(c - eta*g(c) - c) == 0", d["critical"], eq_times=["eta**2"])


_template = Theorem(
    title="Critical points are fixed points",
    statement=Statement(
        NAME,
        "any",  # every dimension; ">=2" and "1" are the others
        {"g": "vector -> vector", "c": "vector", "eta": "scalar"},  # every symbol, with what it is
        {"critical": "sq(g(c)) == 0"},  # every hypothesis must be used by the proof
        "sq(c - eta*g(c) - c) == 0",
    ),
    write=_write,
    source="cauchy1847methode",  # a key of references.bib, or "own"
    witnesses=(("double_well", {}),),  # landscapes that certifiably satisfy the hypotheses
)
