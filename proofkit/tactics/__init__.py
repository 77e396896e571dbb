"""Proof search, one tactic per file; nothing here is trusted."""
