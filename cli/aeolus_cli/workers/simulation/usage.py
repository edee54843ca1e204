"""The usage file of an environment, as far as workers are in it."""

from __future__ import annotations

from pathlib import Path


def write_average(file: Path, group: str, workers: float) -> None:
    """Let a usage file say how many workers of a group there are on average.

    All else in it stays as it is, comments too. Raises OSError.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    document = (yaml.load(file.read_text()) if file.exists() else None) or {}
    resources = document.setdefault("resources", {})
    resources.setdefault(f"workers/{group}/group", {})["average_instances"] = workers
    with file.open("w", encoding="utf-8") as out:
        yaml.dump(document, out)
