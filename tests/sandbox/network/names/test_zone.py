"""What a resolver answers from the zones it knows."""

from __future__ import annotations

from aeolus_sandbox.network.names.zone import Answer, RecordSet, Zone, resolve


def a(*values: str) -> RecordSet:
    return RecordSet(values)


OUTER = Zone(
    "example.com",
    {
        ("example.com", "A"): a("192.0.2.1"),
        ("www.example.com", "CNAME"): a("example.com."),
        ("alias.example.com", "A"): RecordSet(alias="lb.amazonaws.com"),
        ("deep.under.example.com", "A"): a("192.0.2.2"),
        ("*.any.example.com", "A"): a("192.0.2.3"),
        ("own.any.example.com", "TXT"): a('"text"'),
        ("away.example.com", "CNAME"): a("elsewhere.test."),
        ("round.example.com", "CNAME"): a("round.example.com."),
    },
)
INNER = Zone("inner.example.com", {("a.inner.example.com", "A"): a("10.0.0.1")})
ELB = Zone("amazonaws.com", {("lb.amazonaws.com", "A"): a("10.0.0.8", "10.0.1.8")})
ZONES = [OUTER, INNER, ELB]


def addresses(name: str, zones: list[Zone] = ZONES) -> list[str]:
    answer = resolve(zones, name, "A")
    return [value for _, kind, record in answer.records if kind == "A" for value in record.values]


def test_a_name_is_found_and_no_other() -> None:
    assert addresses("example.com") == ["192.0.2.1"]
    assert resolve(ZONES, "none.example.com", "A") == Answer(exists=False)
    assert resolve(ZONES, "badexample.com", "A") == Answer(known=False, exists=False)


def test_a_name_without_records_of_a_type_exists_all_the_same() -> None:
    """Else one who asks for IPv6 first would give up."""
    assert resolve(ZONES, "example.com", "AAAA") == Answer()
    assert resolve(ZONES, "under.example.com", "A") == Answer()


def test_the_most_specific_zone_speaks_alone() -> None:
    assert addresses("a.inner.example.com") == ["10.0.0.1"]
    hidden = Zone("example.com", {("b.inner.example.com", "A"): a("192.0.2.9")})
    assert not resolve([hidden, INNER], "b.inner.example.com", "A").exists


def test_of_two_zones_of_a_name_the_first_speaks() -> None:
    private = Zone("example.com", {("example.com", "A"): a("10.0.0.9")})
    assert addresses("example.com", [private, OUTER]) == ["10.0.0.9"]
    assert addresses("www.example.com", [private, OUTER]) == []


def test_a_cname_is_followed_and_told() -> None:
    answer = resolve(ZONES, "www.example.com", "A")
    assert [(owner, kind) for owner, kind, _ in answer.records] == [
        ("www.example.com", "CNAME"),
        ("example.com", "A"),
    ]


def test_an_alias_answers_in_its_own_name() -> None:
    answer = resolve(ZONES, "alias.example.com", "A")
    assert answer.records == (("alias.example.com", "A", a("10.0.0.8", "10.0.1.8")),)


def test_a_wildcard_speaks_for_names_that_have_nothing() -> None:
    assert addresses("some.any.example.com") == ["192.0.2.3"]
    assert addresses("more.of.any.example.com") == ["192.0.2.3"]
    assert addresses("own.any.example.com") == []
    assert addresses("any.example.com") == []


def test_a_cname_that_leads_away_or_round_ends() -> None:
    assert resolve(ZONES, "away.example.com", "A").records
    assert addresses("round.example.com") == []
