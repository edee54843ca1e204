"""What a version of these DAGs is told by."""

WORD = "first"
