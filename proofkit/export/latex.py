"""LaTeX: a theorem as a short article, its proof written out from the steps that the kernel checked."""

from __future__ import annotations

from ..exporter import Exporter
from ._latex_answer import answer
from ._latex_article import article
from ._latex_library import library

latex = Exporter(name="latex", title="LaTeX", suffix=".tex", theorem=article, library=library, answer=answer)
