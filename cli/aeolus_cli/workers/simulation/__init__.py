"""A group of workers at a trace of tasks, by one rule of scaling or another."""
