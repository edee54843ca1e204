"""In which order tests begin: what takes longest first, so that all workers end together."""

from __future__ import annotations

FIRST = (
    "cluster/",
    "deploy/test_lifecycle.py",
    "deploy/",
    "sandbox/alive/",
    "sandbox/test_plain_terraform.py",
)
"""What deploys and boots for many minutes; the longest, which one worker runs alone, first: begun
last, it would go on when the others have nothing to do any more. Beside it, as images are built for
it on a new machine, what needs none."""

LONG = ("config/test_properties.py", "stacks/", "cli/cost/", "sandbox/test_region.py")
"""Files whose tests take the longest of those that neither deploy nor boot."""


def rank(nodeid: str, *, deploys: bool) -> tuple[int, bool, bool]:
    """Return what sorts tests; `deploys` are those that deploy or boot something."""
    path = nodeid.removeprefix("tests/")
    places = [place for place, each in enumerate(FIRST) if deploys and path.startswith(each)]
    return min(places, default=len(FIRST)), not deploys, not path.startswith(LONG)
