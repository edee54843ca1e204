"""`python -m simulation.mutated NAME SEEDS`: episodes without one of the protocol's lines."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from . import mutations


def main(name: str, seeds: int) -> None:
    """Print the first outcome that notices the mutation, as JSON; null if none does."""
    mutations.install(next(each for each in mutations.ALL if each.name == name))
    from .episode import episode  # after what it imports is changed

    outcomes = (episode(seed) for seed in range(seeds))
    found = next((each for each in outcomes if each.violation), None)
    print(json.dumps(asdict(found) if found else None))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
