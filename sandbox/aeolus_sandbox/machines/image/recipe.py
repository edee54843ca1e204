"""What is in an image, and the hash by which one image is told from another.

The packages of the machines' image are those of Debian's official image for Amazon EC2, without the
kernel and its boot loader: the Debian Cloud Team's debian-cloud-images, config_space/bookworm/
package_config, classes SYSTEM_BOOT, TIME_CHRONY, EC2, CLOUD and EXTRAS.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel, ConfigDict

FILES = Path(__file__).parent / "files"

_SYSTEM_BOOT = (
    "apparmor apt-utils init iptables iputils-ping less libnss-myhostname libpam-systemd nano "
    "netbase netplan.io polkitd sudo systemd-resolved unattended-upgrades vim-tiny whiptail zstd"
)
_TIME_CHRONY = "chrony"
_EC2 = "amazon-ec2-utils awscli cloud-guest-utils cloud-init"
_CLOUD = "openssh-server ssh-import-id"
_EXTRAS = (
    "apt-listchanges bash-completion bind9-host ca-certificates curl ethtool man-db manpages "
    "pciutils psmisc reportbug screen socat tcpdump traceroute uuid-runtime vim xz-utils"
)

# A boot must not wait for a server of DHCP that is not there: cloud-init looks for its data
# source at its second stage instead, when the network is up. A login that nobody can answer hangs
# up the console as it begins, and what was printed just before is lost.
_MASKED = ("cloud-init-local.service", "console-getty.service")


class Recipe(BaseModel):
    """A Debian suite and its packages, the files laid over them, units never to be started.

    `sources` are the lines of sources.list(5) that packages come from; none are Debian's own.
    """

    model_config = ConfigDict(frozen=True)

    suite: str = "bookworm"
    packages: tuple[str, ...] = tuple(
        " ".join((_SYSTEM_BOOT, _TIME_CHRONY, _EC2, _CLOUD, _EXTRAS)).split()
    )
    masked: tuple[str, ...] = _MASKED
    files: Path | None = FILES
    sources: tuple[str, ...] = ()

    def digest(self, *code: Path) -> str:
        """Return a hash that changes with the recipe, its files, and the `code` that builds."""
        total = hashlib.sha256(self.model_dump_json(exclude={"files"}).encode())
        for path in sorted(path for path in self._files() if path.is_file()):
            total.update(f"\0{path.relative_to(self.files or path)}\0".encode() + path.read_bytes())
        for path in code:
            total.update(path.read_bytes())
        return total.hexdigest()[:16]

    def _files(self) -> list[Path]:
        return list(self.files.rglob("*")) if self.files else []


# What the managed services run: of Debian 13, whose PostgreSQL and Valkey are of the majors that
# RDS and ElastiCache have. Their units are not started: the region starts the servers itself.
SERVICES = Recipe(
    suite="trixie",
    packages=(
        "ca-certificates",
        "haproxy",
        "iproute2",
        "openssl",
        "postgresql-17",
        "valkey-server",
        "valkey-tools",
    ),
    masked=(),
    files=None,
)
