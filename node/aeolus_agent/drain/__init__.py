"""How a worker leaves: it takes no task any more, and ends when it has none."""
