"""Benchmarks: ratios to a bare baseline in the same run, so that a slow or busy machine does not decide."""
