"""`python -m aeolus_stacks`: what `cdktf.json` runs to synthesize every environment."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from aeolus_config.errors import ConfigError
from aeolus_config.loading import load_all

ENVIRONMENTS = Path("config/environments")


def main() -> int:
    """Synthesize `config/environments` into `cdktf.out`; 2 when a file is not right."""
    # A short process that keeps whatever it makes: collecting would only take time.
    gc.disable()
    try:
        environments = load_all(Path(os.environ.get("AEOLUS_ENVIRONMENTS", ENVIRONMENTS)))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    # Not before the files are known to be right: cdktf takes its time to load.
    from .app import build_app

    build_app(environments, os.environ).synth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
