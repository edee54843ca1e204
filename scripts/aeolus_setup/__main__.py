"""`scripts/setup [--checkov | --synth]`: every step in order, quick where it is done already.

`--synth` is for synth and cost previews alone: it needs no Terraform and installs no cdktf.
"""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

from . import for_tests, machines, node_env, python_env, terraform, tools
from .errors import SetupError

ROOT = Path(__file__).parents[2]
SYNTH = "--synth"


def main(arguments: list[str]) -> int:
    """Set everything up; return 0, or 2 after one line that says why that cannot be."""
    os.environ.pop("PYTHONPATH", None)  # scripts/setup set it for this process alone
    state = ROOT / ".aeolus"
    state.mkdir(exist_ok=True)
    with (state / "setup.lock").open("w") as lock:
        # Two set-ups at once would write into one .venv.
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            if SYNTH in arguments:
                tools.require(tools.FOR_SYNTH, ROOT)
                python_env.install_aeolus(ROOT)
                return 0
            tools.require(tools.TOOLS, ROOT)
            python_env.install_aeolus(ROOT)
            if "--checkov" in arguments:
                python_env.install_checkov(ROOT)
            node_env.install_cdktf(ROOT)
            terraform.configure(ROOT)
            machines.prepare(ROOT)
            if "--checkov" in arguments:
                for_tests.prepare(ROOT)
        except SetupError as error:
            print(f"setup: cannot go on: {error}", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            print("\nsetup: interrupted; the next run goes on from here", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
