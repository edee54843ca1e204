"""An appliance: the server of a managed service, as AWS runs it where nobody logs in.

Processes over a read-only image, with a disk, a network namespace and a cgroup of their own. No
systemd: whoever runs the service starts, watches and ends them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

from aeolus_sandbox.machines.cgroup import Cgroup
from aeolus_sandbox.machines.inside import LOGIN, Result, enter_command
from aeolus_sandbox.machines.layers import Disk
from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.network import namespaces

# Mounts what a program expects, then becomes another user. Its namespaces end with it.
_ENTER = """\
mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" || exit 1
root=$1 user=$2; shift 2
exec chroot "$root" setpriv --reuid="$user" --regid="$user" --init-groups "$@"
"""
# Shared memory of System V, which a database asks for, would outlive a server that is killed.
_NAMESPACES = ("unshare", "--mount", "--ipc", "--pid", "--fork", "--kill-child")


@dataclass(frozen=True)
class Appliance:
    """An appliance kept in `directory`, over `layers` (the topmost first), in `namespace`.

    All that is known of it is on disk and in the kernel: another process may make the same object
    later and go on with it.
    """

    name: str
    directory: Path
    namespace: str
    cgroup: Cgroup
    layers: tuple[Path, ...]
    nameserver: IPv4Address

    @property
    def root(self) -> Path:
        """Its file system, seen from out here; there once it is prepared."""
        return Disk(self.directory).root

    @property
    def log(self) -> Path:
        """The file that holds what its servers print."""
        return self.directory / "log"

    @property
    def state(self) -> State:
        """What has become of its processes."""
        if not self.cgroup.populated:
            return State.OFF
        return State.FROZEN if self.cgroup.frozen else State.RUNNING

    @property
    def running(self) -> bool:
        """Whether any of its processes is there and not frozen."""
        return self.state is State.RUNNING

    def prepare(self) -> None:
        """Mount its disk and make its cgroup; done already is fine."""
        self.directory.mkdir(parents=True, exist_ok=True)
        Disk(self.directory).mount(self.layers)
        self.cgroup.create()
        resolver = self.root / "etc/resolv.conf"
        resolver.unlink(missing_ok=True)
        resolver.write_text(f"nameserver {self.nameserver}\n")

    def start(self, command: Sequence[str], user: str = "root") -> None:
        """Start a server that goes on when we end; return at once, what it prints is in `log`."""
        inside = self._inside(command, user)
        with self.log.open("ab") as log:
            subprocess.run(
                # Forks once it is in the cgroup: from here on `state` tells of it.
                enter_command(self.cgroup.leaf("machine"), ["setsid", "--fork", *inside]),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=True,
            )

    def run(
        self, command: Sequence[str], *, user: str = "root", stdin: str = "", limit_s: float = 60.0
    ) -> Result:
        """Run a command to its end. Raises SandboxError when it takes longer than `limit_s`."""
        return Result.of(self.command(command, user), stdin=stdin, limit_s=limit_s)

    def command(self, command: Sequence[str], user: str = "root") -> list[str]:
        """Return the command line that, run out here, runs `command` inside as `user`."""
        return enter_command(self.cgroup.leaf("commands"), self._inside(command, user))

    def _inside(self, command: Sequence[str], user: str) -> list[str]:
        """Return the command line that enters all but the cgroup."""
        inside = ["nsenter", f"--net={namespaces.path(self.namespace)}", *_NAMESPACES]
        return [*inside, "sh", "-c", _ENTER, "sh", str(self.root), user, *LOGIN, *command]

    def power_off(self) -> None:
        """End every process at once, nothing is told; the disk stays."""
        self.cgroup.kill()

    def freeze(self) -> None:
        """Stop every process where it is."""
        self.cgroup.freeze()

    def thaw(self) -> None:
        """Let frozen processes go on."""
        self.cgroup.thaw()

    def discard(self) -> None:
        """End its processes and delete it with its disk; its namespace stays."""
        self.power_off()
        self.cgroup.remove()
        Disk(self.directory).discard()
        shutil.rmtree(self.directory, ignore_errors=True)
