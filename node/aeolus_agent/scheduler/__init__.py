"""A master's part in who schedules: it runs the scheduler while it holds the lease."""
