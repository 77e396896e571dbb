"""Fractions of random starts, with exact confidence intervals."""

from __future__ import annotations

from scipy.stats import binomtest

from ..errors import BadInput

CONFIDENCE = 0.999


def fraction_interval(successes: int, trials: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the Clopper–Pearson interval of a probability.

    Args:
        successes: how many of the trials succeeded.
        trials: number of independent trials, at least 1.
        confidence: level, between 0 and 1; the interval covers the true probability at least that often.
    Returns:
        lower and upper end.
    Raises:
        BadInput: numbers that are not counts of trials, or a level outside (0, 1).
    Source:
        Clopper, Pearson 1934.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise BadInput("fraction", f"{successes} of {trials}", "0 <= successes <= trials, at least one trial")
    if not 0 < confidence < 1:
        raise BadInput("confidence", confidence, "a level between 0 and 1")
    interval = binomtest(int(successes), int(trials)).proportion_ci(confidence, method="exact")
    return float(interval.low), float(interval.high)
