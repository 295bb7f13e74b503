"""public_pages: what everyone may see; each module is one page, drawn from the public file alone."""
