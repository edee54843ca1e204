"""How long the app takes to synthesize, as whole processes; `make bench` prints the table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from bench.table import show

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = ROOT / "config" / "environments"
RUNS = 5

APP = "import sys; from aeolus_stacks.__main__ import main; sys.exit(main())"
DOCUMENTED_IMPORT = (
    "import sys, types; seam = types.ModuleType('aeolus_constructs.provider_seam');"
    "seam.install = lambda: None; sys.modules[seam.__name__] = seam;"
    "import cdktf_cdktf_provider_aws;" + APP
)
"""The same app with the provider imported as its documentation has it, past the seam."""

pytestmark = pytest.mark.bench


def seconds(code: str, environments: Path, out: Path) -> float:
    """Return how long a process takes that runs `code` as `cdktf.json` has it."""
    settings = {
        **os.environ,
        "AEOLUS_ENVIRONMENTS": str(environments),
        "CDKTF_OUTDIR": str(out),
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        # Warm is with bytecode, for both.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    started = time.monotonic()
    subprocess.run([sys.executable, "-O", "-c", code], env=settings, cwd=ROOT, check=True)
    return time.monotonic() - started


def median(code: str, environments: Path, out: Path, runs: int = RUNS) -> float:
    """Return the median of several runs after one that warms the caches."""
    seconds(code, environments, out)
    return statistics.median(seconds(code, environments, out) for _ in range(runs))


def copies(folder: Path, *, environments: int, worker_groups: int = 0) -> Path:
    """Write that many copies of prod, each with so many more worker groups."""
    folder.mkdir()
    prod = yaml.safe_load((ENVIRONMENTS / "prod.yaml").read_text())
    # Small groups, so that subnets and database connections hold them all.
    group = {"instance_types": ["t4g.small"], "max_size": 1, "concurrency": 1}
    prod["metastore"]["instance_class"] = "db.m7g.4xlarge"
    for number in range(worker_groups):
        prod["workers"][f"group-{number}"] = {**group, "queues": [f"queue-{number}"]}
    prod.pop("production")
    for number in range(environments):
        (folder / f"copy-{number}.yaml").write_text(yaml.safe_dump(prod))
    return folder


def test_the_seam_against_the_documented_import(tmp_path: Path) -> None:
    ours = median(APP, ENVIRONMENTS, tmp_path)
    documented = median(DOCUMENTED_IMPORT, ENVIRONMENTS, tmp_path, runs=3)
    show(
        "synth of dev, staging and prod, whole process, warm, median",
        [
            ("through the seam", f"{ours:.2f}"),
            ("documented import", f"{documented:.2f}"),
            ("ratio", f"{documented / ours:.1f} times"),
        ],
    )


def test_growth(tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = []
    for count in (1, 10, 25, 50):
        folder = copies(tmp_path / f"environments-{count}", environments=count)
        rows.append((f"{count} environments", f"{median(APP, folder, out, runs=1):.2f}"))
    for count in (0, 25, 50, 100):
        folder = copies(tmp_path / f"groups-{count}", environments=1, worker_groups=count)
        rows.append((f"{2 + count} worker groups", f"{median(APP, folder, out, runs=1):.2f}"))
    show("growth of synth, whole process", rows)
