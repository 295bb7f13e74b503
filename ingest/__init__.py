"""An agency's export in, canonical rows in the warehouse out."""
