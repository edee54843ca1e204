"""The `aeolus` command: thin, it parses, calls and shows."""
