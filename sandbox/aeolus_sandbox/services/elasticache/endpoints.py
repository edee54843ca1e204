"""Which names of a cache lead where.

Amazon ElastiCache User Guide, "Finding replication group endpoints": the primary endpoint is the
primary's, the reader endpoint all replicas', or the primary's when there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Address

from aeolus_sandbox.services.elasticache.cache import Cache
from aeolus_sandbox.services.elasticache.decide import Seen


def endpoints(
    cache: Cache, seen: Mapping[str, Seen], addresses: Mapping[str, str]
) -> dict[str, list[IPv4Address]]:
    """Return the addresses of each name; `seen` and `addresses` are of nodes, by cluster."""
    named = {member.host: [addresses[member.cluster]] for member in cache.members}
    if cache.primary_host:
        named[cache.primary_host] = [addresses[cache.primary]]
    if cache.reader_host:
        replicas = [one.cluster for one in cache.members if one.cluster != cache.primary]
        readable = [addresses[one] for one in replicas if seen[one].well]
        named[cache.reader_host] = readable or [addresses[cache.primary]]
    return {host: [IPv4Address(one) for one in leads] for host, leads in named.items() if host}
