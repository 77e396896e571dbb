"""Certificates as files: written, read back, and kept for later runs."""
