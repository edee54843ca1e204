"""`aeolus scheduler drill`: a fault on purpose, and how long it takes until tasks start again."""
