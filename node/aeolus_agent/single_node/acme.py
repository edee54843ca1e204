"""The certificate of a single node that an authority signs: how lego is asked for it.

An authority believes who can write a record into the name's zone (RFC 8555, section 8.4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

from aeolus_agent.description import Acme

from .certificate import Certificate, serves

LEGO = "/usr/bin/lego"
RENEWED_DAYS = 30
"""Before its end (Let's Encrypt, "Integration Guide": when a third of its 90 days is left); within
the 45 days, too, that it has announced for 2028."""
_STAMP = re.compile(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (?:\[\w+\] )?", re.MULTILINE)


@dataclass(frozen=True)
class Kept:
    """Where lego keeps an account with an authority, and the certificate of `name`."""

    home: Path
    name: str

    @classmethod
    def below(cls, root: Path, acme: Acme, name: str) -> Kept:
        """Return the place of this authority and account: what another one has signed is not its.

        Both are one folder's name each, whatever they hold.
        """
        directory = acme.directory_url.removeprefix("https://")
        return cls(root / quote(directory, safe="") / quote(acme.email, safe="@"), name)

    @property
    def certificate(self) -> Path:
        """The certificate, and those that vouch for it."""
        return self.home / "certificates" / f"{self.name}.crt"

    @property
    def key(self) -> Path:
        """Its key."""
        return self.certificate.with_suffix(".key")

    def serves(self, now: datetime) -> bool:
        """Return whether nginx could show it now.

        lego writes one file after the other: after a loss of power they need not go together.
        """
        try:
            found = Certificate(self.certificate.read_text(), self.key.read_text())
        except (FileNotFoundError, UnicodeDecodeError):
            return False
        return serves(found, self.name, now, timedelta())


def authority(acme: Acme) -> str:
    """Return the host of who signs, as people know it."""
    return urlsplit(acme.directory_url).netloc


def arguments(acme: Acme, kept: Kept, *, renew: bool) -> list[str]:
    """Return the command that asks for a certificate, or renews the one that is there if it is
    time.

    Route 53 tells when all its servers have a record: no name server is waited for beside that.
    """
    asked = [
        LEGO,
        "--accept-tos",
        f"--email={acme.email}",
        f"--server={acme.directory_url}",
        "--dns=route53",
        "--dns.disable-cp",
        f"--domains={kept.name}",
        f"--path={kept.home}",
        "--key-type=ec256",
    ]
    # The timer begins when the node does, which is a moment as random as any.
    then = ["renew", f"--days={RENEWED_DAYS}", "--no-random-sleep"] if renew else ["run"]
    return [*asked, *then]


def environment(acme: Acme, region: str, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return lego's environment: the zone is named, so that it needs no right to look for it."""
    return {**inherited, "AWS_REGION": region, "AWS_HOSTED_ZONE_ID": acme.hosted_zone_id}


def last_words(said: str) -> str:
    """Return the last of what lego has logged, in one line and without the time."""
    *_, last = _STAMP.split(said)
    return " ".join(last.split())
