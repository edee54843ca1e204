"""What keeps an environment's data from being deleted, and what is kept when it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Protection:
    """`deletion`: refuse to delete what holds data; `final_snapshot`: of a deleted metastore."""

    deletion: bool
    final_snapshot: bool

    def lifted(self, *, keep_final_snapshot: bool) -> Protection:
        """Return what is left of it when the environment is to be destroyed."""
        return Protection(
            deletion=False, final_snapshot=self.final_snapshot and keep_final_snapshot
        )
