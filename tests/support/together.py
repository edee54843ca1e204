"""How tests are shared out among workers: by file, or by what several files stand on."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

# What takes minutes to build is built once: the files of these folders go to one worker.
_FOLDERS = ("tests/sandbox/alive/", "tests/cluster/")


class Together(LoadFileScheduling):  # type: ignore[misc]
    """Files go to a worker whole, and some folders too."""

    def _split_scope(self, nodeid: str) -> str:
        folder = next((folder for folder in _FOLDERS if nodeid.startswith(folder)), "")
        return folder or str(super()._split_scope(nodeid))
