"""How the machines of a region are run: told to its process when it starts."""

from __future__ import annotations

import zlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Where images are kept, and how fast the region notices.

    `status_check_s` is after how many seconds EC2 knows that a machine is impaired: on AWS the
    checks are made every minute (Amazon EC2 User Guide, "Status checks").
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    images: Path
    status_check_s: float = 60.0


def prefix(name: str, directory: Path) -> str:
    """Return what begins the names of all that the region kept in `directory` makes.

    Another project on this machine may have a region of the same name.
    """
    return f"{name}-{zlib.crc32(str(directory).encode()):08x}."
