"""Sets up what Aeolus needs on this machine. Standard library only: nothing is installed yet."""
