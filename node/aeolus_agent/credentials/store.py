"""Credentials as files: for root alone, in memory, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aeolus_agent.files import replace
from aeolus_agent.insist import NotYetError


@dataclass(frozen=True)
class Store:
    """A directory of credentials, a file each."""

    directory: Path

    def write(self, credentials: Mapping[str, str]) -> set[str]:
        """Keep these credentials, and return the names of those that are new or changed.

        Whoever reads meanwhile finds a file's old text or its new one.
        """
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        changed = {name for name, text in credentials.items() if self.read(name) != text}
        for name in sorted(changed):
            replace(self.directory / name, credentials[name], 0o600)
        return changed

    def read(self, name: str) -> str | None:
        """Return a credential; None when there is none of the name."""
        try:
            return (self.directory / name).read_text()
        except FileNotFoundError:
            return None

    def must_read(self, name: str) -> str:
        """Return a credential. Raises NotYetError when there is none of the name."""
        text = self.read(name)
        if text is None:
            raise NotYetError(f"there is no credential {name} yet")
        return text

    def written(self) -> dict[str, float]:
        """Return when each credential was written last, in seconds since the epoch."""
        return {path.name: path.stat().st_mtime for path in self.directory.glob("[!.]*")}
