"""Whether a node's daemons do their work, and how it came up."""
