"""Pages of the staff portal, one short file each."""
