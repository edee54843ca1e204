"""The disk image that every machine starts from: Debian 12, as Debian publishes it for EC2."""
