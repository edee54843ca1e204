"""Where pushed DAGs lie in the bucket, below the environment's folder for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """Names of objects. `folder` has no slash at its end.

    Objects and manifests are named by their content and never change; `current` names a version,
    and is written last.
    """

    folder: str

    @property
    def current(self) -> str:
        """Holds the version that nodes are to run."""
        return f"{self.folder}/current"

    @property
    def objects(self) -> str:
        """What the names of contents begin with."""
        return f"{self.folder}/objects/"

    @property
    def manifests(self) -> str:
        """What the names of manifests begin with."""
        return f"{self.folder}/manifests/"

    def object(self, sha256: str) -> str:
        """A file's content."""
        return f"{self.objects}{sha256}"

    def manifest(self, version: str) -> str:
        """A version's manifest."""
        return f"{self.manifests}{version}.json"

    def version_of(self, key: str) -> str:
        """Return the version whose manifest is called `key`."""
        return key.removeprefix(self.manifests).removesuffix(".json")
