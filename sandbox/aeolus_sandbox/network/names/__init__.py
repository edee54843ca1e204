"""Names: who finds which address by them, and from where."""
