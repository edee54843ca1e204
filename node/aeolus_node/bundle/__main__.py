"""`python -m aeolus_node.bundle`: build the bundles of Airflow alone, as a deploy would."""

from __future__ import annotations

import sys

from aeolus_config.model import AirflowConfig

from . import BundleError, build


def main() -> int:
    """Build, and print where the bundles are; 2 after one clear word when that cannot be."""
    try:
        bundles = build(airflow_version=AirflowConfig().version, say=print)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 2
    for bundle in bundles.values():
        print(bundle.path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
