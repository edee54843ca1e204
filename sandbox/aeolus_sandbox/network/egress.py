"""A way from a region's internet to the real one, where it is wanted: for package indexes.

slirp4netns(1) makes plain sockets of this machine of what comes, so that nothing of this machine's
own network is changed.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from aeolus_sandbox.commands import reason
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import kernel, namespaces

DEVICE = "tap0"
# RFC 6598: shared address space, which neither a VPC nor a public address is likely to have.
_NETWORK = "100.64.0.0/24"
_MTU = 65520  # as slirp4netns(1) advises
# What no internet leads to (RFC 6890): there this machine's own network may have somebody else. The
# last but one is where a region has its public addresses.
_NOWHERE = (
    "10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16, "
    "198.18.0.0/15, 224.0.0.0/3"
)
_RULES = f"""\
table ip egress
delete table ip egress
table ip egress {{
chain passing {{ type filter hook forward priority filter;
oifname {DEVICE} ip daddr {{ {_NOWHERE} }} drop
}}
chain outward {{ type nat hook postrouting priority srcnat;
oifname {DEVICE} masquerade
}}
}}
"""


@contextmanager
def egress(internet: str) -> Iterator[None]:
    """Let a region's internet reach what this machine reaches, while the block runs.

    Not this machine's own loopback addresses, and no private ones. It ends with the process that
    asked for it, however that ends. Raises SandboxError when it cannot be had.
    """
    ready, told = os.pipe()
    ends, held = os.pipe()
    command = ["slirp4netns", "--configure", f"--mtu={_MTU}", f"--cidr={_NETWORK}"]
    command += ["--disable-host-loopback", f"--ready-fd={told}", f"--exit-fd={ends}"]
    command += ["--netns-type=path", str(namespaces.path(internet)), DEVICE]
    try:
        with tempfile.TemporaryFile() as said, _started(command, (told, ends), said) as process:
            os.close(told)
            os.close(ends)
            try:
                if not os.read(ready, 1):  # closed without a word: it has ended
                    process.wait()
                    raise SandboxError(f"slirp4netns cannot open the way out: {_reason(said)}")
                kernel.filter_packets(internet, _RULES)
                yield
            finally:
                process.terminate()
    finally:
        os.close(ready)
        os.close(held)


def _started(
    command: list[str], descriptors: tuple[int, ...], said: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=said,
    )


def _reason(said: IO[bytes]) -> str:
    said.seek(0)
    return reason(said.read().decode(errors="replace"))
