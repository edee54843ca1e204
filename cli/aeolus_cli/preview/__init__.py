"""`aeolus preview`: what a pull request shows beside its cost."""
