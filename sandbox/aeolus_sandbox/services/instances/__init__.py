"""Amazon EC2: every instance is a booted machine."""
