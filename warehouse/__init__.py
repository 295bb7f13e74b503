"""The databases: written by one process, read by many."""

VERSION = "0.1.0"
"""Siger's own, as in pyproject.toml."""
