"""Conditions a theorem may put on a concrete function, one per file, each answered by a `Certificate`."""
