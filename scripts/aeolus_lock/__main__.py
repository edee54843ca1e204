"""`python -m aeolus_lock`: lock what nodes install; `make lock` calls it."""

from __future__ import annotations

import sys

from aeolus_config.model import AirflowConfig
from aeolus_node.bundle.folders import DEBIAN_LOCK

from .airflow import lock_airflow
from .debian import lock_debian
from .errors import LockError


def main() -> int:
    """Lock all; 2 after what was in the way."""
    version = AirflowConfig().version
    try:
        print(f"requirements/airflow-{version}.lock")
        lock_airflow(version)
        print(f"requirements/{DEBIAN_LOCK.name}")
        lock_debian(DEBIAN_LOCK.with_suffix(".in"), DEBIAN_LOCK)
    except LockError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
