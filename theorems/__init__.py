"""Theorems, one per file, each named conclusion first; `_template.py` shows how to add one."""
