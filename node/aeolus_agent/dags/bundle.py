"""Airflow's view of pushed DAGs: a bundle whose versions are their manifests' digests."""

from __future__ import annotations

import os
import weakref
from functools import partial
from pathlib import Path
from typing import Any

from airflow.dag_processing.bundles.base import (
    BaseDagBundle,
    BundleVersion,
    get_bundle_tracking_file,
)

from .cache import EMPTY, DagCache
from .latest import take_latest
from .store import DagStore


class PushedDagBundle(BaseDagBundle):
    """DAGs that `aeolus dags push` put into a bucket.

    Without a `version` it follows what is current: each `refresh` asks S3, by one small request.
    With one it is that version, for good; a run keeps its own, on whatever node its tasks are.
    Each version is a folder of its own, so a push changes nothing under a task that runs.
    """

    supports_versioning = True

    def __init__(self, *, bucket: str, prefix: str, versions_kept: int = 5, **kwargs: Any) -> None:
        """`prefix` is a folder of `bucket`; `kwargs` are those that every bundle of Airflow has.

        The region is `AWS_DEFAULT_REGION`, which every daemon has.

        Of versions not in use, the `versions_kept` that were used last stay on the node.
        """
        super().__init__(**kwargs)
        region = os.environ.get("AWS_DEFAULT_REGION", "")
        self._store = DagStore(bucket=bucket, prefix=prefix, region=region)
        # Not a method of this object: it goes, and with it its hold, with the last who uses it.
        forget = partial(_forget, self.name)
        self._cache = DagCache(self.base_dir, kept=versions_kept, on_removed=forget)
        self._taken: str | None = None
        self._release: weakref.finalize[[int], PushedDagBundle] | None = None

    def initialize(self) -> None:
        """Have the version on disk, the current one unless it is given."""
        if self.version:
            self._hold(self.version, self._cache.take(self.version, self._store))
        else:
            self.refresh()
        super().initialize()

    def refresh(self) -> None:
        """Take on the current version; while S3 does not answer, the last one stays."""
        if self.version:
            raise RuntimeError(f"DAGs {self.version} are a version, which does not change")
        self._hold(*take_latest(self._cache, self._store))

    def get_current_version(self) -> BundleVersion | None:
        """Return the version on disk; None before there is any."""
        found = self.version or self._taken
        return BundleVersion(found) if found else None

    @property
    def path(self) -> Path:
        """The folder of the version."""
        return self._cache.path(
            self.version or self._taken or self._cache.current() or EMPTY.version
        )

    def _hold(self, version: str, descriptor: int) -> None:
        """Use `version`, and from now on no other."""
        if self._release:
            self._release()
        self._taken = version
        self._release = weakref.finalize(self, os.close, descriptor)


def _forget(bundle_name: str, version: str) -> None:
    """Remove Airflow's own note of a version, whose clean-up fails without the folder."""
    get_bundle_tracking_file(bundle_name, version).unlink(missing_ok=True)
