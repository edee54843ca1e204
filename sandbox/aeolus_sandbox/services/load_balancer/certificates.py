"""The certificates of listeners, with the keys that ACM never tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.supervisor.world import World


@dataclass
class Certificates:
    """Certificates and keys of ACM's, by ARN; one that ACM issued is signed by the region."""

    world: World
    _issued: dict[str, bytes] = field(default_factory=dict)

    def pem(self, arn: str) -> bytes:
        """Return a certificate, its key and its chain. Raises SandboxError when ACM has none."""
        held: Any = self.world.backend("acm")._certificates.get(arn)
        if held is None:
            raise SandboxError(f"ACM has no certificate {arn}: see list-certificates")
        if held.type != "AMAZON_ISSUED" or held.chain == self.world.authority.certificate:
            return b"\n".join([held.cert, held.key, held.chain or b""])
        if arn not in self._issued:
            names = [held.common_name, *held.sans]
            issued = self.world.authority.issue(list(dict.fromkeys(names)))
            self._issued[arn] = issued.certificate + issued.private_key
        return self._issued[arn]
