"""The table of interval operations with known results."""

from enclosure_checks import kit
from enclosure_vectors import VECTORS, check_vectors


def test_operations_with_known_results() -> None:
    assert len(VECTORS) > 80
    check_vectors(kit())
