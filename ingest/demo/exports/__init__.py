"""One module per application: its headings, codes, file names and physical form."""
