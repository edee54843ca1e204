"""How much user data EC2 takes."""

from __future__ import annotations

LIMIT = 16 * 1024
"""Bytes, before they are encoded (Amazon EC2 User Guide, "Run commands when you launch an EC2
instance with user data input")."""


class UserDataTooLarge(ValueError):
    """A node's user data is more than EC2 takes."""


def require_fit(size: int, environment: str) -> None:
    """Raise UserDataTooLarge when `size` bytes are too many, with what to do about it."""
    if size > LIMIT:
        raise UserDataTooLarge(
            f"config/environments/{environment}.yaml: airflow.config: user data of nodes may come "
            f"to {size} bytes, and EC2 takes {LIMIT}: shorten or remove overrides by "
            f"{size - LIMIT} bytes"
        )
