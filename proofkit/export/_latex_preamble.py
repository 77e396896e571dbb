"""What a LaTeX document of this package needs before its text: packages, environments, headings."""

from __future__ import annotations

PACKAGES = r"""\usepackage{amsmath, amssymb, amsthm, mathtools, enumitem}
\usepackage[colorlinks, allcolors=black]{hyperref}"""

CLASS = rf"""\documentclass[10pt]{{article}}
\usepackage[T1]{{fontenc}}
\usepackage[utf8]{{inputenc}}
\usepackage{{lmodern}}
\usepackage[a4paper, margin=27mm]{{geometry}}
\usepackage{{microtype}}
{PACKAGES}
\allowdisplaybreaks
\emergencystretch=4em
\makeatletter
\g@addto@macro\normalsize{{\abovedisplayskip=4pt plus 3pt minus 2pt \belowdisplayskip=\abovedisplayskip
  \abovedisplayshortskip=\abovedisplayskip \belowdisplayshortskip=\abovedisplayskip}}
\makeatother
\theoremstyle{{definition}}
"""

#: every definition only where the surrounding document has none of that name
ENVIRONMENTS = r"""\ifcsname theorem\endcsname\else\newtheorem{theorem}{Theorem}\fi
\ifcsname lemma\endcsname\else\newtheorem{lemma}{Lemma}\fi
\ifcsname axiom\endcsname\else\newtheorem{axiom}{Axiom}\fi
\ifcsname proofscope\endcsname\else
  \newlist{proofscope}{itemize}{20}\setlistdepth{20}
  \setlist[proofscope]{label={}, labelsep=0pt, labelwidth=0pt, leftmargin=1.2em, topsep=2pt, itemsep=2pt, parsep=0pt}
  \newlist{hypotheses}{description}{1}
  \setlist[hypotheses]{font=\normalfont, labelsep=0.6em, leftmargin=1.2em, topsep=4pt, itemsep=1pt, parsep=0pt}
  \newlist{parts}{enumerate}{4}
  \setlist[parts]{topsep=2pt, itemsep=2pt, parsep=0pt}
  \setlist[parts, 1]{label=(\roman*)}\setlist[parts, 2]{label=(\alph*)}\setlist[parts, 3]{label=(\arabic*)}
\fi
% the difference between the larger and the smaller side of a numbered formula
\providecommand{\gapref}[1]{\textup{\ref{#1}}}"""


def headings(command: str) -> str:
    """Return the definition of the headings within a theorem, such as "\\section*"."""
    return rf"\providecommand{{\proofkitheading}}[1]{{{command}{{#1}}}}"


def document(text: str, heading: str) -> str:
    """Return a complete document with this text."""
    return "\n\n".join([f"{CLASS}{ENVIRONMENTS}\n{headings(heading)}", r"\begin{document}", text, "\\end{document}\n"])
