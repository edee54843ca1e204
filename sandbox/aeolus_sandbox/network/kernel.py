"""Brings the kernel's rules and routes of a namespace to what is wanted, without a gap.

Each route is replaced in place; what is no longer wanted goes last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

from aeolus_sandbox.commands import run
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network import namespaces

Ways = Mapping[IPv4Network, str]

# Of the rules that lead a link to its table; Linux's own are at 0 and from 32766 on.
PRIORITY = 1000
_IPV4 = Path("/proc/sys/net/ipv4")
_TYPES = ("blackhole", "throw")


def let_forward(namespace: str) -> None:
    """Make a namespace forward packets, and tell nobody of a shorter way (RFC 792, Redirect)."""

    def allow() -> None:
        for name in ("all", "default"):
            (_IPV4 / f"conf/{name}/send_redirects").write_text("0")
        (_IPV4 / "ip_forward").write_text("1")

    namespaces.within(namespace, allow)


def filter_packets(namespace: str, ruleset: str) -> None:
    """Apply a text of nftables in a namespace: all of it at once, or nothing of it."""
    run(["ip", "netns", "exec", namespace, "nft", "-f", "-"], stdin=ruleset)


def batch(namespace: str, commands: Iterable[str]) -> None:
    """Run commands of ip(8) in a namespace, one after the other."""
    if lines := "\n".join(commands):
        run(["ip", "-n", namespace, "-batch", "-"], stdin=lines)


def links_up(namespace: str) -> set[str]:
    """Return the names of the links of a namespace that are up."""
    # ip(8) prints an empty object for each that is not.
    return {link["ifname"] for link in _listed(namespace, "link", "show", "up") if link}


def has_link(namespace: str, name: str) -> bool:
    """Tell whether a namespace has a link of that name, up or down."""
    return name in {link["ifname"] for link in _listed(namespace, "link")}


def remove_link(namespace: str, name: str) -> None:
    """Remove a link and its other end, at once; none is fine.

    Those of a deleted namespace go too, but some time later.
    """
    try:
        batch(namespace, [f"link del {name}"])
    except SandboxError:
        # Asked afterwards: it may go by itself at any time, with the namespace of its other end.
        if has_link(namespace, name):
            raise


def hosts(namespace: str) -> dict[str, IPv4Address]:
    """Return the address to which the main table of a namespace routes each link, if to one."""
    routes = _listed(namespace, "route", "show", "table", "main")
    return {
        route["dev"]: to.network_address
        for route in routes
        if "dev" in route and "gateway" not in route
        if (to := _destination(route)).prefixlen == to.max_prefixlen
    }


def lead(namespace: str, links: Mapping[str, int]) -> None:
    """Lead what comes in by each link to the table of its number, and no other link anywhere."""
    present = {
        (rule["iif"], int(rule["table"]))
        for rule in _listed(namespace, "rule")
        if rule["priority"] == PRIORITY
    }
    wanted = set(links.items())
    rule = f"iif {{}} lookup {{}} pref {PRIORITY}".format
    added = [f"rule add {rule(*pair)}" for pair in sorted(wanted - present)]
    batch(namespace, [*added, *(f"rule del {rule(*pair)}" for pair in sorted(present - wanted))])


def route_tables(namespace: str, tables: Mapping[int, Ways]) -> None:
    """Bring the numbered tables to these ways, and empty every other that rules may lead to."""
    present: dict[int, set[IPv4Network]] = {}
    for route in _listed(namespace, "route", "show", "table", "all"):
        if (table := str(route.get("table", ""))).isdecimal():
            present.setdefault(int(table), set()).add(_destination(route))
    for number in tables.keys() | present.keys():
        _bring(namespace, f"table {number}", present.get(number, set()), tables.get(number, {}))


def routes_of(namespace: str, protocol: int, ways: Ways) -> None:
    """Bring the main table's routes that bear this number of a routing protocol to these ways."""
    listed = _listed(namespace, "route", "show", "proto", str(protocol))
    _bring(namespace, f"proto {protocol}", {_destination(route) for route in listed}, ways)


def _bring(namespace: str, of: str, present: set[IPv4Network], ways: Ways) -> None:
    wanted = [
        f"route replace {way} {to} {of}" if way in _TYPES else f"route replace {to} {way} {of}"
        for to, way in ways.items()
    ]
    gone = [f"route del {to} {of}" for to in sorted(present - ways.keys())]
    batch(namespace, [*wanted, *gone])


def _destination(route: Mapping[str, Any]) -> IPv4Network:
    return IPv4Network(route["dst"].replace("default", "0.0.0.0/0"))


def _listed(namespace: str, *arguments: str) -> list[dict[str, Any]]:
    # ip(8) prints nothing at all, not even an empty list, when there is nothing.
    found: list[dict[str, Any]] = json.loads(
        run(["ip", "-n", namespace, "-json", *arguments]) or "[]"
    )
    return found
