"""The `aeolus sandbox` commands: the embedded region and what is deployed into it."""
