"""Processes of a region that are in none of its cgroups: what starts a machine, for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import psutil

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.process import ProcessId

_END_LIMIT_S = 10.0
_LOOK_S = 0.02


def end(prefix: str) -> None:
    """End the processes that were started with a name of the region's; return when none is left.

    They are found by their arguments, in which `prefix` is. One that is about to enter a cgroup
    would else go on there after all that is in it has ended. Raises SandboxError when one stays.
    """
    found = list(_find(prefix))
    killed = [identity for each in found if (identity := ProcessId.of(each.pid))]
    for each in found:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    deadline = time.monotonic() + _END_LIMIT_S
    while alive := [each.pid for each in killed if each.alive()]:
        if time.monotonic() > deadline:
            raise SandboxError(f"process {alive[0]} does not end within {_END_LIMIT_S:.0f} s")
        time.sleep(_LOOK_S)


def _find(prefix: str) -> Iterator[psutil.Process]:
    me = psutil.Process()
    own = {each.pid for each in (me, *me.parents())}
    for process in psutil.process_iter(["cmdline"]):
        arguments = process.info["cmdline"] or ()
        if process.pid not in own and any(prefix in each for each in arguments):
            yield process
