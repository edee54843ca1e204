"""Which version a node is to run now."""

from __future__ import annotations

import logging

from .cache import EMPTY, DagCache
from .store import DagStore, StoreError

log = logging.getLogger(__name__)


def take_latest(cache: DagCache, store: DagStore) -> tuple[str, int]:
    """Have the current version on disk; return it with its hold (see `DagCache.take`).

    Where S3 does not answer, or names none although it did before, the version that was current
    stays. Raises StoreError where there never was one.
    """
    before = cache.current()
    try:
        version = store.current()
        if version is not None:
            return version, cache.take(version, store, make_current=True)
        if before in (None, EMPTY.version):
            log.info("no DAGs yet: nothing was pushed to %s", store.place)
            return EMPTY.version, cache.take(EMPTY.version, store, make_current=True)
        log.warning("%s names no version any more; DAGs stay at %s", store.place, before)
    except StoreError as error:
        if before is None:
            raise
        log.warning("DAGs stay at %s: %s", before, error)
    assert before is not None
    return before, cache.take(before, store)
