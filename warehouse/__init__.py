"""The databases: written by one process, read by many."""
