"""How lego is asked for a certificate, and what it says when there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aeolus_agent.single_node.acme import Kept, arguments, authority, environment, last_words
from support.node_descriptions import ACME

NAME = "airflow.example.com"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROOT = Path("/acme")


def kept(**changes: str) -> Kept:
    """Return where it lies with another authority or account."""
    return Kept.below(ROOT, replace(ACME, **changes), NAME)


def test_each_authority_and_account_has_a_folder_of_its_own() -> None:
    assert kept().home == ROOT / "acme.example.com%2Fdirectory" / "ops@example.com"
    others = [
        kept(directory_url="https://acme.example.com/staging"),
        kept(directory_url="https://acme.example.org/directory"),
        kept(directory_url="https://acme.example.com:14000/directory"),
        kept(email="team@example.com"),
    ]
    assert len({each.home for each in (kept(), *others)}) == 5


@pytest.mark.parametrize("email", ["../../x@example.com", "/etc@example.com", "a/../..@b.c"])
def test_no_account_leads_anywhere_else(email: str) -> None:
    assert kept(email=email).home.parent == kept().home.parent
    assert "/" not in kept(email=email).home.name


def test_it_is_asked_for_once_and_then_renewed_a_month_before_its_end() -> None:
    first, later = (arguments(ACME, kept(), renew=renew) for renew in (False, True))
    assert first[-1] == "run"
    assert later == [*first[:-1], "renew", "--days=30", "--no-random-sleep"]
    assert first[0] == "/usr/bin/lego"
    for option in (
        "--accept-tos",
        "--email=ops@example.com",
        "--server=https://acme.example.com/directory",
        "--dns=route53",
        f"--domains={NAME}",
        f"--path={kept().home}",
    ):
        assert option in first


def test_an_account_that_begins_like_an_option_is_none() -> None:
    odd = replace(ACME, email="--server=https://b.test@example.com")
    assert "--email=--server=https://b.test@example.com" in arguments(odd, kept(), renew=False)


def test_the_zone_is_named_and_what_the_unit_was_given_goes_on() -> None:
    assert environment(ACME, "eu-central-1", {"SSL_CERT_FILE": "/a.pem", "AWS_REGION": "x"}) == {
        "SSL_CERT_FILE": "/a.pem",
        "AWS_REGION": "eu-central-1",
        "AWS_HOSTED_ZONE_ID": "Z0123456789ABCDEFGHIJ",
    }


def test_an_authority_is_known_by_its_host() -> None:
    assert authority(ACME) == "acme.example.com"


# What lego 4.9.1 writes to its standard error.
SAID = """\
2026/11/30 17:44:09 [INFO] [airflow.example.com] acme: Cleaning DNS-01 challenge
2026/11/30 17:44:09 [INFO] Deactivating auth: https://acme.example.com/authZ/i5otY
2026/11/30 17:44:09 Could not obtain certificates:
\terror: one or more domains had a problem:
[airflow.example.com] acme: error: 403 :: urn:ietf:params:acme:error:unauthorized :: no TXT record
"""


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (
            SAID,
            "Could not obtain certificates: error: one or more domains had a problem: "
            "[airflow.example.com] acme: error: 403 :: "
            "urn:ietf:params:acme:error:unauthorized :: no TXT record",
        ),
        ("2026/11/30 17:44:09 [INFO] acme: Registering account\n", "acme: Registering account"),
        ("not a log\nat all", "not a log at all"),
        ("", ""),
    ],
)
def test_the_last_words_are_one_line(said: str, last: str) -> None:
    assert last_words(said) == last
