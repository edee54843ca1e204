"""How long a preview takes, as whole processes; `make bench` prints the table."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_stacks.bundles import TO_BE_READ
from bench.table import show
from support.pricing import TESTDATA
from support.terraform import ROOT

pytestmark = pytest.mark.bench

RUNS = 5
RESOURCES = 1000
AEOLUS = ROOT / ".venv" / "bin" / "aeolus"


def median(*arguments: str) -> float:
    """Return the median of several runs of `aeolus cost`, after one that warms the caches."""

    def seconds() -> float:
        started = time.monotonic()
        subprocess.run(
            [AEOLUS, "cost", *arguments],
            cwd=ROOT,
            # Warm is with bytecode.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return time.monotonic() - started

    seconds()
    return statistics.median(seconds() for _ in range(RUNS))


def many(number: int) -> dict[str, object]:
    """Return a configuration of so many resources, of every type that has a price in turn."""
    files = [json.loads(file.read_text()) for file in sorted(TESTDATA.glob("*.tf.json"))]
    bodies = [
        (type_, label, body)
        for each in files
        for type_, labelled in each["resource"].items()
        for label, body in labelled.items()
    ]
    resources: dict[str, dict[str, object]] = {}
    for place, (type_, label, body) in zip(range(number), _repeated(bodies), strict=False):
        resources.setdefault(type_, {})[f"{label}_{place}"] = body
    return {"provider": {"aws": [{"region": "us-east-1"}]}, "resource": resources}


def _repeated(
    bodies: list[tuple[str, str, object]],
) -> Iterator[tuple[str, str, object]]:
    while True:
        yield from bodies


def test_preview(tmp_path: Path) -> None:
    subprocess.run(
        [ROOT / ".venv/bin/python", "-O", "-m", "aeolus_stacks"],
        cwd=ROOT,
        env={**os.environ, "CDKTF_OUTDIR": str(tmp_path / "cdktf.out"), **TO_BE_READ},
        check=True,
    )
    large = tmp_path / "large.tf.json"
    large.write_text(json.dumps(many(RESOURCES)))
    show(
        "cost previews, whole process, median",
        [
            ("three environments, synthesized", f"{median(str(tmp_path / 'cdktf.out')):.2f}"),
            (f"{RESOURCES} resources", f"{median(str(large)):.2f}"),
            ("prod, with its synth", f"{median('prod'):.2f}"),
        ],
    )
