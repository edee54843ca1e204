"""Answers as they go over the wire."""

from __future__ import annotations

import dns.flags
import dns.message
import dns.rcode
import pytest

from aeolus_sandbox.network.names.messages import Upstream, respond
from aeolus_sandbox.network.names.zone import RecordSet, Zone

MANY = tuple(f"10.0.0.{number}" for number in range(1, 100))
ZONES = [
    Zone(
        "example.com",
        {
            ("example.com", "A"): RecordSet(("192.0.2.1",), ttl=5),
            ("example.com", "MX"): RecordSet(("10 mail.example.com.", "20 mail2.example.com.")),
            ("many.example.com", "A"): RecordSet(MANY),
            ("www.example.com", "CNAME"): RecordSet(("example.com",)),
        },
    )
]


def ask(
    name: str, kind: str = "A", upstream: Upstream | None = None, udp: bool = True
) -> dns.message.Message:
    """Return the answer to a question."""
    wire = respond(ZONES, dns.message.make_query(name, kind).to_wire(), upstream, udp)
    assert wire is not None
    return dns.message.from_wire(wire)


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("EXAMPLE.com", "A", ["EXAMPLE.com. 5 IN A 192.0.2.1"]),
        (
            "example.com",
            "MX",
            [
                "example.com. 60 IN MX 10 mail.example.com.",
                "example.com. 60 IN MX 20 mail2.example.com.",
            ],
        ),
        ("example.com", "AAAA", []),
    ],
)
def test_what_is_there_is_answered(name: str, kind: str, values: list[str]) -> None:
    answer = ask(name, kind)
    assert answer.rcode() == dns.rcode.NOERROR
    # In any order: each answer has another, so that who takes the first takes them in turn.
    assert (
        sorted(line for records in answer.answer for line in records.to_text().split("\n"))
        == values
    )


def test_a_name_without_the_dot_at_its_end_is_whole() -> None:
    answer = ask("www.example.com")
    assert [records.to_text() for records in answer.answer] == [
        "www.example.com. 60 IN CNAME example.com.",
        "example.com. 5 IN A 192.0.2.1",
    ]


def test_what_is_not_there_is_refused_at_once() -> None:
    assert ask("none.example.com").rcode() == dns.rcode.NXDOMAIN
    assert ask("elsewhere.test").rcode() == dns.rcode.NXDOMAIN


def test_only_what_is_in_no_zone_is_asked_elsewhere() -> None:
    asked = []

    def upstream(query: dns.message.Message) -> dns.message.Message:
        asked.append(query.question[0].name.to_text())
        return dns.message.make_response(query)

    for name in ("none.example.com", "elsewhere.test"):
        ask(name, upstream=upstream)
    assert asked == ["elsewhere.test."]


def test_when_nobody_can_say_that_is_said() -> None:
    assert ask("elsewhere.test", upstream=lambda query: None).rcode() == dns.rcode.SERVFAIL


def test_what_is_too_long_for_a_datagram_is_to_be_asked_by_tcp() -> None:
    cut = ask("many.example.com")
    assert cut.flags & dns.flags.TC
    assert cut.answer == []
    whole = ask("many.example.com", udp=False)
    assert sorted(map(str, whole.answer[0])) == sorted(MANY)


def test_what_is_no_question_gets_no_answer() -> None:
    assert respond(ZONES, b"GET / HTTP/1.1", None) is None
