"""What pages ask: one module per subject, one short select per chart, over a viewer's marts."""
