"""`aeolus cost`: what an environment costs a month, and what a change will."""
