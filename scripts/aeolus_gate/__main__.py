"""`python -m aeolus_gate DIR`: runs checkov on the stacks synthesized into DIR."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from aeolus_constructs.suppressions import SUPPRESSIONS

from .findings import findings, judge

_ROOT = Path(__file__).parents[2]


def scan(stacks: Path) -> Any:
    """Return checkov's JSON report on a folder of stacks; nothing is fetched from the network."""
    done = subprocess.run(
        [
            *(_ROOT / ".venv-checkov/bin/python", Path(__file__).with_name("checkov_main.py")),
            *("--directory", stacks, "--framework", "terraform_json"),
            *("--skip-download", "--output", "json"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise ValueError(f"checkov ended with {done.returncode}")
    return json.loads(done.stdout)


def main(out: Path) -> int:
    """Print what has to be acted on; return 1 when there is anything, else 0."""
    synthesized = {
        file.parent.name: json.loads(file.read_text())
        for file in sorted(out.glob("stacks/*/cdk.tf.json"))
    }
    report = scan(out / "stacks")
    verdict = judge(findings(report, synthesized), SUPPRESSIONS)
    for failure in verdict.failures:
        print(failure)
    for line in verdict.stale:
        print(
            f"suppressions.py: {line.check_id} on {line.resource_type} {line.path}: finds nothing"
        )
    print(
        f"checkov: {', '.join(synthesized)}: {report['summary']['passed']} checks passed, "
        f"{len(verdict.failures)} failed, {verdict.suppressed} suppressed with a reason, "
        f"{len(verdict.stale)} stale suppressions"
    )
    return 1 if verdict.failures or verdict.stale else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
