"""Guessing: what an unknown table most probably is, guess by guess, each with confidence and reason."""
