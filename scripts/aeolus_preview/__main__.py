"""`python -m aeolus_preview make BASE HEAD FOLDER` and `post FOLDER`: the two jobs of a preview."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .body import body
from .errors import PreviewError
from .forges import forge, post
from .making import LABEL, Command, make

PROJECT = Path(__file__).parents[2]
FAILED = 2


def main(arguments: Sequence[str], settings: Mapping[str, str]) -> int:
    """Do what is asked; return the exit status: 1 over a budget, 2 when it cannot be done."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.job == "make":
            labels = asked.labels.split(",")
            aeolus = Command(PROJECT / ".venv/bin/aeolus", PROJECT)
            return make(aeolus, asked.base, asked.head, asked.folder, overridden=LABEL in labels)
        text = body(asked.folder, asked.plan_result, asked.run)
        print(post(forge(settings), text))
    except PreviewError as error:
        print(f"preview: {error}", file=sys.stderr)
        return FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aeolus_preview", description=__doc__)
    jobs = parser.add_subparsers(dest="job", required=True)
    making = jobs.add_parser("make", help="write the parts of the comment into FOLDER")
    making.add_argument("base", help="git revision that a change begins from")
    making.add_argument("head", help="git revision with the change")
    making.add_argument("folder", type=Path)
    making.add_argument("--labels", default="", help="labels of the request, with commas between")
    posting = jobs.add_parser("post", help="post what is in FOLDER, over the last comment")
    posting.add_argument("folder", type=Path)
    posting.add_argument("--plan-result", default="skipped", help="how the plan's job ended")
    posting.add_argument("--run", required=True, help="address of the run")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
