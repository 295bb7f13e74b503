"""Readers: a file's bytes → grids of text, one reader per format; they run in the child process only.

A reader raises `FileRefused` with a sentence that lacks its subject ("dilindungi kata sandi; …");
the sandbox puts the file's name before it. Nothing here imports more than its format needs.
"""
