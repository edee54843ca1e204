"""`aeolus scheduler`: who schedules, and who is to."""
