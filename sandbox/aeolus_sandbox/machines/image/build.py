"""Builds an image from nothing: packages by mmdebstrap(1), then files and units."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from aeolus_sandbox.commands import reason, run
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.machines.image.recipe import Recipe

Say = Callable[[str], None]

# In mount and process namespaces of their own, which end when we do: its mounts and processes too.
_APART = ["setpriv", "--pdeathsig=KILL", "unshare", "--mount", "--propagation=private"]
_APART += ["--pid", "--fork", "--kill-child"]
_INHERITED = ("PATH", "http_proxy", "https_proxy", "no_proxy")
# What a machine makes for itself at its first boot, and two must not share.
_PERSONAL = ("etc/ssh/ssh_host_*", "etc/hostname", "var/lib/dbus/machine-id")


def build(recipe: Recipe, root: Path, say: Say) -> None:
    """Make the image in the directory `root`, telling `say` each step.

    Raises SandboxError that tells what apt or dpkg said when packages cannot be had.
    """
    _bootstrap(recipe, root, say)
    if recipe.files:
        say("laying Debian's settings for EC2 over it")
        shutil.copytree(recipe.files, root, dirs_exist_ok=True)
    for unit in recipe.masked:
        run(["systemctl", f"--root={root}", "mask", "--quiet", unit])
    for pattern in _PERSONAL:
        for path in root.glob(pattern):
            path.unlink()
    # Empty, not absent: systemd fills it in at the first boot (machine-id(5)).
    (root / "etc/machine-id").write_text("")


def _bootstrap(recipe: Recipe, root: Path, say: Say) -> None:
    command = [*_APART, "mmdebstrap", "--variant=apt", "--mode=root", "--skip=output/mknod"]
    command += [f"--include={','.join(recipe.packages)}", recipe.suite, str(root)]
    sources = "".join(f"{line}\n" for line in recipe.sources)
    # Packages' scripts are not to see the rest of our environment.
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    with subprocess.Popen(
        [*command, "-"] if recipe.sources else command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**kept, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
    ) as process:
        try:
            said = _follow(process, sources, say)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise SandboxError(f"cannot build the {recipe.suite} image: {reason(said)}")


def _follow(process: subprocess.Popen[str], sources: str, say: Say) -> str:
    """Give the process its sources, tell `say` its steps, and return all that it prints."""
    assert process.stdin is not None
    assert process.stderr is not None
    # Who fails at once reads nothing: what it says of that is of more use than a broken pipe.
    with suppress(BrokenPipeError), process.stdin as given:
        given.write(sources)
    said = ""
    for line in process.stderr:
        said += line
        if line.startswith("I: "):
            say(line.removeprefix("I: ").rstrip(".\n"))
    return said
