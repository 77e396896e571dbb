"""The machine code of interpreter, forms and eigenvalue bounds, compiled once and kept between processes."""

from __future__ import annotations

from .. import compile_options
from ..compiled_module import fingerprint, module_of
from . import codes, eigenvalues, elementary, forms, intervals, machine, rounding

TEXT = '''"""Compiled by proofkit.enclosure.compiled for {versions}."""
from proofkit.compile_options import compiled_entry
from proofkit.enclosure import eigenvalues, forms, machine


@compiled_entry
def execute(lines, numbers, registers, outputs, low, high):
    return machine.execute(lines, numbers, registers, outputs, low, high)


@compiled_entry
def enclosures(at, over, middles, low, high):
    return forms.enclosures(at, over, middles, low, high)


@compiled_entry
def least_eigenvalues(low, high):
    return eigenvalues.least_eigenvalues(low, high)
'''

_MODULE = module_of(
    TEXT.format(
        versions=fingerprint(compile_options, codes, eigenvalues, elementary, forms, intervals, machine, rounding)
    )
)
execute, enclosures, least_eigenvalues = _MODULE.execute, _MODULE.enclosures, _MODULE.least_eigenvalues
