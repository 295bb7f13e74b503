"""queries: one module per subject, one short select per chart; the read handle comes first."""
