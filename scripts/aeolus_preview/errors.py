"""What stops a preview."""


class PreviewError(Exception):
    """The preview cannot be made or posted; the message is one line."""
