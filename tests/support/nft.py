"""What the chains of a ruleset decide, found by reading the text as nft(8) explains it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17}


@dataclass(frozen=True)
class Packet:
    """The first packet of a flow. `numbers` are port and nothing, or ICMP's type and code."""

    source: IPv4Address
    target: IPv4Address
    protocol: int
    numbers: tuple[int, int] = (0, 0)


def accepts(ruleset: str, chain: str, packet: Packet) -> bool:
    """Tell whether a chain, or one it jumps to, accepts a packet."""
    sets = dict(re.findall(r"set (\S+) \{ type ipv4_addr; (.*) \}", ruleset))
    body = re.search(
        rf"^chain {re.escape(chain)} \{{\n(.*?)^\}}", ruleset, re.DOTALL | re.MULTILINE
    )
    assert body, f"no chain {chain}"
    for line in body[1].splitlines():
        if jump := re.fullmatch(r"jump (\S+)", line):
            if accepts(ruleset, jump[1], packet):
                return True
        elif _matches(line, packet, sets):
            return line.split()[-1] == "accept"
    return False


def _matches(line: str, packet: Packet, sets: dict[str, str]) -> bool:
    rest = line.strip()
    addresses = {"saddr": packet.source, "daddr": packet.target}
    while rest not in ("accept", "drop"):
        if part := re.match(r"ip ([sd]addr) (!= )?(\{.*?\}|\S+) ", rest):
            listed = sets[part[3][1:]] if part[3].startswith("@") else part[3]
            holds = _among(addresses[part[1]], listed) is not bool(part[2])
        elif part := re.match(r"(tcp|udp) dport (\d+)-(\d+) ", rest):
            wanted, (port, _) = PROTOCOLS[part[1]], packet.numbers
            holds = packet.protocol == wanted and int(part[2]) <= port <= int(part[3])
        elif part := re.match(r"icmp (type|code) (\d+) ", rest):
            number = packet.numbers[part[1] == "code"]
            holds = packet.protocol == 1 and number == int(part[2])
        elif part := re.match(r"meta l4proto (\w+) ", rest):
            holds = packet.protocol == (PROTOCOLS.get(part[1]) or int(part[1]))
        else:
            raise AssertionError(f"cannot read {rest!r} of {line!r}")
        if not holds:
            return False
        rest = rest[part.end() :]
    return True


def _among(address: IPv4Address, listed: str) -> bool:
    networks = re.findall(r"\d+\.\d+\.\d+\.\d+(?:/\d+)?", listed)
    return any(address in IPv4Network(network) for network in networks)
