"""`aeolus stop` and `aeolus start`: an environment that hibernates, and wakes."""
