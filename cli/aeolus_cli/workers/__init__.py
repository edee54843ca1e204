"""`aeolus workers`: groups of workers, and how they follow their queues."""
