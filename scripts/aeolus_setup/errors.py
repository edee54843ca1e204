"""What stops the set-up."""


class SetupError(Exception):
    """The set-up cannot go on; the message is one line: what is wrong and its cure."""
