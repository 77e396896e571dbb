"""A LaTeX snippet: a theorem with its checked proof, to be read into another document by `\\input`."""

from __future__ import annotations

from ..exporter import Exporter
from ._latex_article import snippet as text

snippet = Exporter(name="snippet", title="LaTeX snippet", suffix=".tex", theorem=text)
