"""Which workers are protected from scale-in: those with tasks, so that a group ends idle ones.

A group that gets smaller by somebody else's hand, an operator's or a deploy's with a lower
`max_size`, chooses among those that are not protected ("Use instance scale-in protection", Amazon
EC2 Auto Scaling User Guide). Nothing rests on it: whoever is ended all the same drains.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .groups import Worker


def protection(workers: Sequence[Worker], busy: Collection[str]) -> dict[bool, list[str]]:
    """Return the instances that are to be protected, and those that are not to be any more."""
    wrong = [each for each in workers if each.protected != (each.host in busy)]
    return {to: [each.instance for each in wrong if each.protected != to] for to in (True, False)}
