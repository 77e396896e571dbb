"""The interpreter's machine code, compiled once and kept between processes."""

from __future__ import annotations

from .. import compile_options
from ..compiled_module import fingerprint, module_of
from . import codes, elementary, intervals, machine, rounding

TEXT = '''"""Compiled by proofkit.enclosure.compiled for {versions}."""
from proofkit.compile_options import compiled_entry
from proofkit.enclosure import machine


@compiled_entry
def execute(lines, numbers, registers, outputs, low, high):
    return machine.execute(lines, numbers, registers, outputs, low, high)
'''

execute = module_of(
    TEXT.format(versions=fingerprint(compile_options, codes, elementary, intervals, machine, rounding))
).execute
