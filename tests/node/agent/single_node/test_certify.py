"""What an authority has signed is shown; what it has not is said, and changes nothing."""

from __future__ import annotations

import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.acme import Kept
from aeolus_agent.single_node.certificate import self_signed
from aeolus_agent.single_node.certify import Lego, obtain, show
from support.certificates import chain
from support.node_descriptions import ACME

NAME = "airflow.example.com"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return where lego keeps what it got: nothing yet."""
    return Kept.below(tmp_path / "acme", ACME, NAME)


def write(kept: Kept, name: str = NAME) -> None:
    """Write as lego does."""
    made = self_signed(name, datetime.now(UTC))
    kept.certificate.parent.mkdir(exist_ok=True)
    kept.certificate.write_text(made.certificate + chain("Authority").certificate)
    kept.key.write_text(made.key)


def lego(kept: Kept, told: list[str], status: int = 0, said: str = "", name: str = NAME) -> Lego:
    """Return a lego that gets a certificate of `name` unless it fails; `told` has its verbs."""

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        told.append("renew" if "renew" in command else command[-1])
        if not status:
            write(kept, name)
        return subprocess.CompletedProcess(command, status, "", said)

    return run


def attempt(kept: Kept, run: Lego) -> None:
    obtain(ACME, kept, datetime.now(UTC), run)


def test_it_is_asked_for_and_then_renewed(kept: Kept) -> None:
    told: list[str] = []
    for _ in range(3):
        attempt(kept, lego(kept, told))
    assert told == ["run", "renew", "renew"]
    assert stat.S_IMODE(kept.home.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", ["key", "certificate", "other"])
def test_what_nginx_could_not_show_is_asked_for_anew(kept: Kept, damage: str) -> None:
    told: list[str] = []
    attempt(kept, lego(kept, told))
    if damage == "other":
        kept.key.write_text(self_signed(NAME, datetime.now(UTC)).key)
    else:
        (kept.key if damage == "key" else kept.certificate).write_bytes(b"\xff")
    attempt(kept, lego(kept, told))
    assert told == ["run", "run"]


def test_why_there_is_none_is_said_with_who_refused_what(kept: Kept) -> None:
    said = "2026/11/30 17:44:09 Could not obtain certificates:\n\terror: too many\n"
    with pytest.raises(NotYetError) as refused:
        attempt(kept, lego(kept, [], 1, said))
    assert str(refused.value) == (
        f"acme.example.com has signed no certificate of {NAME}: "
        "lego: Could not obtain certificates: error: too many"
    )


def test_one_that_says_nothing_is_told_by_its_status(kept: Kept) -> None:
    with pytest.raises(NotYetError, match=r"lego: exit status 2$"):
        attempt(kept, lego(kept, [], 2))


def test_success_without_a_certificate_of_the_name_is_none(kept: Kept) -> None:
    with pytest.raises(NotYetError, match=f"has signed no certificate of {NAME}"):
        attempt(kept, lego(kept, [], name="b.example.com"))


def test_nginx_reads_it_again_when_it_shows_another(kept: Kept, tmp_path: Path) -> None:
    reloads: list[str] = []

    def shows(shown: str) -> bool:
        return show(kept, tmp_path, shown, lambda: reloads.append(shown))

    attempt(kept, lego(kept, []))
    first, _, _ = kept.certificate.read_text().partition(chain("Authority").certificate)
    own = self_signed(NAME, datetime.now(UTC)).certificate
    assert shows(own)
    assert (tmp_path / "certificate.pem").readlink() == kept.certificate
    assert (tmp_path / "key.pem").readlink() == kept.key
    assert not shows(first)
    write(kept)
    assert shows(first)
    # One that does not answer yet may have read the files before.
    assert shows("")
    assert reloads == [own, first, ""]
