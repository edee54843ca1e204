"""`python -m aeolus_stacks`: what `cdktf.json` runs to synthesize every environment."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

from aeolus_config.errors import ConfigError
from aeolus_config.loading import load_all
from aeolus_node.bundle import BundleError

from .bundles import bundles_of, place

ENVIRONMENTS = Path("config/environments")


def main() -> int:
    """Synthesize `config/environments` into `cdktf.out`; 2 when a file is not right, or no Node."""
    # A short process that keeps whatever it makes: collecting would only take time.
    gc.disable()
    try:
        environments = load_all(Path(os.environ.get("AEOLUS_ENVIRONMENTS", ENVIRONMENTS)))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    # jsii, on which cdktf stands, would end in a traceback.
    node = os.environ.get("JSII_NODE", "node")
    if shutil.which(node) is None:
        print(f"{node} is not installed → install Node.js 20 or newer", file=sys.stderr)
        return 2
    try:
        bundles = bundles_of(environments, os.environ, _say)
        # Not before the files are known to be right: cdktf takes its time to load.
        from .app import build_app

        app = build_app(environments, os.environ, bundles)
        app.synth()
        place(bundles.values(), Path(app.outdir))
    except BundleError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
