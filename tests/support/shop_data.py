"""Rows and keys of the shop, as an instance that has clients of both asks for them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field

from support.shop import AWS, Shop

_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
_INSTALL = (
    "apt-get update -qq; DEBIAN_FRONTEND=noninteractive"
    " apt-get install -qq --no-install-recommends postgresql-client redis-tools"
)
Answer = tuple[int, str]


@dataclass
class Clients:
    """Clients in an instance; `run` runs a script in it, and returns its status and output."""

    shop: Shop
    instance: str
    run: Callable[[str, str], Answer]
    login: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, shop: Shop, instance: str) -> Clients:
        """Return clients of Debian's own packages, and the login that the instance's role reads."""
        shop.must(instance, f"which psql redis-cli || {{ {_INSTALL}; }}")
        secret = f"--secret-id {shop.outputs['database_secret']} --query SecretString --output text"
        login = json.loads(shop.must(instance, f"{AWS} secretsmanager get-secret-value {secret}"))
        return cls(shop, instance, shop.run, login)

    def sql(self, statement: str) -> Answer:
        """Ask the database, with its certificate and name verified."""
        where = f"host={self.shop.outputs['database']} user={self.login['username']} dbname=orders"
        tls = f"sslmode=verify-full sslrootcert={_BUNDLE} connect_timeout=5"
        words = ["psql", "-qAt", f"{where} {tls}", "-c", statement]
        password = shlex.quote(self.login["password"])
        return self.run(self.instance, f"PGPASSWORD={password} {shlex.join(words)}")

    def redis(self, command: str) -> Answer:
        """Ask the cache, with its certificate and name verified."""
        token = "REDISCLI_AUTH=sessions-are-nobodys-business"
        host = f"-h {self.shop.outputs['cache']} --tls --cacert {_BUNDLE}"
        return self.run(self.instance, f"{token} redis-cli {host} {command}")
