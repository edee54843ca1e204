"""How a cache's Valkey is configured."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from aeolus_sandbox.services.elasticache import configuration
from aeolus_sandbox.services.elasticache.cache import Cache, Member

MEMBER = Member("one", "one.example.com", "eu-central-1a", "subnet-1")
PLAIN = Cache("cache-cluster", "one", [MEMBER], "one", ["sg-1"], port=6380)
ENCRYPTED = replace(PLAIN, encrypted=True, tokens=["a-token-of-somebody"])


def lines(cache: Cache, follow: str = "") -> list[str]:
    """Return the lines of the file with which a node starts."""
    return configuration.file(cache, "of-the-service", follow).splitlines()


def test_without_encryption_the_port_takes_plain_text() -> None:
    assert "port 6380" in lines(PLAIN)
    assert not [line for line in lines(PLAIN) if line.startswith("tls-")]


def test_with_encryption_no_port_takes_plain_text() -> None:
    assert {"port 0", "tls-port 6380", "tls-replication yes"} <= set(lines(ENCRYPTED))


def test_a_token_is_not_written_down() -> None:
    text = "\n".join(lines(ENCRYPTED))
    assert "a-token-of-somebody" not in text
    assert hashlib.sha256(b"a-token-of-somebody").hexdigest() in text


def test_only_a_copy_follows() -> None:
    assert "replicaof 10.0.0.1 6380" in lines(PLAIN, "10.0.0.1")
    assert not [line for line in lines(PLAIN) if line.startswith("replicaof")]


def test_every_token_lets_in_and_an_empty_one_or_none_lets_in_anybody() -> None:
    assert len(configuration.access(["first", "second"])) == len(["on", "resetpass", "#1", "#2"])
    assert "nopass" not in configuration.access(["first"])
    assert "nopass" in configuration.access(["", "first"])
    assert "nopass" in configuration.access([])


def test_the_owner_may_not_do_what_the_service_does() -> None:
    assert {"-config", "-replicaof", "-shutdown", "-acl|setuser"} <= set(
        configuration.permissions()
    )


@pytest.mark.parametrize(("reserved", "mebibytes"), [(None, 384), ("50", 256), ("0", 512)])
def test_a_quarter_of_the_memory_is_reserved_unless_told_otherwise(
    reserved: str | None, mebibytes: int
) -> None:
    parameters = {"reserved-memory-percent": reserved} if reserved else {}
    assert configuration.settings(parameters)["maxmemory"] == str(mebibytes * 2**20)


def test_what_is_not_given_is_as_on_aws() -> None:
    assert configuration.settings({})["maxmemory-policy"] == "volatile-lru"
    given = configuration.settings({"maxmemory-policy": "noeviction", "timeout": "60"})
    assert (given["maxmemory-policy"], given["timeout"]) == ("noeviction", "60")


def test_what_is_read_at_the_start_alone_is_in_the_file() -> None:
    sixty = replace(PLAIN, parameters={"databases": "60"})
    assert "databases 60" in lines(sixty)
    assert "databases" not in configuration.settings(sixty.parameters)
