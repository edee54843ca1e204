"""Which certificate nginx begins with: nobody waits for a better one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aeolus_agent import places
from aeolus_agent.description import NodeDescription, Role
from aeolus_agent.single_node import certificate
from aeolus_agent.single_node.acme import Kept
from aeolus_agent.single_node.certificate import self_signed, serves
from aeolus_agent.single_node.data import choose_certificate
from support.node_descriptions import ACME, MASTER

NAME = "airflow.example.com"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
SINGLE = replace(MASTER, role=Role.SINGLE_NODE)
CERTIFIED = replace(SINGLE, acme=ACME)
PAIR = ("certificate", "key")
GIVEN = replace(SINGLE, secrets={**SINGLE.secrets, "web_certificate": "arn"})


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    """Return where nginx looks."""
    (tmp_path / "tls").mkdir()
    return tmp_path / "tls"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Return where lego keeps what it got: nothing yet."""
    monkeypatch.setattr(places, "ACME", tmp_path / "acme")
    found = Kept.below(places.ACME, ACME, NAME)
    found.certificate.parent.mkdir(parents=True)
    return found


def issue(kept: Kept, monkeypatch: pytest.MonkeyPatch, name: str = NAME, days: int = 90) -> str:
    """Let there be one of so many days, and return it."""
    with monkeypatch.context() as shorter:
        shorter.setattr(certificate, "LIFE", timedelta(days=days))
        made = self_signed(name, NOW)
    kept.certificate.write_text(made.certificate)
    kept.key.write_text(made.key)
    return made.certificate


def found(tls: Path) -> certificate.Certificate:
    """Return what nginx finds."""
    return certificate.Certificate(*((tls / f"{each}.pem").read_text() for each in PAIR))


def chosen(node: NodeDescription, tls: Path, now: datetime = NOW) -> certificate.Certificate:
    """Return what nginx finds once it is chosen."""
    choose_certificate(node, NAME, tls, now)
    return found(tls)


def test_a_node_signs_its_own_until_an_authority_has(
    tls: Path, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serves(chosen(CERTIFIED, tls), NAME, NOW)
    assert not (tls / "key.pem").is_symlink()
    assert capsys.readouterr().err == (
        f"a certificate of {NAME} is made and signed by itself, until acme.example.com has signed "
        "one\n"
    )


@pytest.mark.parametrize("age_days", [0, 59, 89])
def test_what_an_authority_has_signed_is_shown_to_its_last_day(
    tls: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch, age_days: int
) -> None:
    first = issue(kept, monkeypatch)
    assert chosen(CERTIFIED, tls, NOW + timedelta(days=age_days)).certificate == first
    assert (tls / "key.pem").readlink() == kept.key


def test_after_that_a_node_signs_its_own_again(
    tls: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = NOW + timedelta(days=90, seconds=1)
    first = issue(kept, monkeypatch)
    chosen(CERTIFIED, tls)
    own = chosen(CERTIFIED, tls, late)
    assert own.certificate != first
    assert serves(own, NAME, late)
    assert kept.certificate.read_text() == first


def test_one_of_another_name_or_without_its_key_is_not_shown(
    tls: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = issue(kept, monkeypatch, "b.example.com")
    assert chosen(CERTIFIED, tls).certificate != other
    first = issue(kept, monkeypatch)
    kept.key.write_text("")
    assert chosen(CERTIFIED, tls).certificate != first


def test_a_node_that_names_no_authority_any_more_signs_its_own(
    tls: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = issue(kept, monkeypatch)
    chosen(CERTIFIED, tls)
    assert chosen(SINGLE, tls).certificate != first


def test_the_volume_holds_no_given_key_but_the_way_to_it(tls: Path) -> None:
    (tls / "key.pem").write_text("of a time when it signed itself")
    for _ in range(2):
        choose_certificate(GIVEN, NAME, tls, NOW)
    assert {each.name: str(each.readlink()) for each in tls.iterdir()} == {
        "certificate.pem": f"{places.WEB_CREDENTIALS}/web_certificate",
        "key.pem": f"{places.WEB_CREDENTIALS}/web_key",
    }
