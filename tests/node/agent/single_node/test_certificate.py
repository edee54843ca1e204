"""A certificate is made once, and anew only when it has to be."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from aeolus_agent.single_node.certificate import LEAST_LEFT, LIFE, keep, self_signed, serves

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", ["airflow.example.com", "203.0.113.7", f"{'d' * 63}.example.com"])
def test_it_is_for_the_name_that_people_open(name: str) -> None:
    made = self_signed(name, NOW)
    assert serves(made, name, NOW)
    assert not serves(made, "another.example.com", NOW)
    assert not serves(made, "198.51.100.7", NOW)


def test_it_vouches_for_no_other() -> None:
    found = x509.load_pem_x509_certificate(self_signed("a.example.com", NOW).certificate.encode())
    constraints = found.extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.value.ca is False


def test_it_is_kept_until_it_is_about_to_end(tmp_path: Path) -> None:
    assert keep(tmp_path, "a.example.com", NOW)
    first = (tmp_path / "certificate.pem").read_text()
    last = NOW + LIFE - LEAST_LEFT
    assert not keep(tmp_path, "a.example.com", last)
    assert (tmp_path / "certificate.pem").read_text() == first
    assert keep(tmp_path, "a.example.com", last + timedelta(seconds=1))
    assert (tmp_path / "certificate.pem").read_text() != first


def test_another_name_has_another_one(tmp_path: Path) -> None:
    assert keep(tmp_path, "a.example.com", NOW)
    assert keep(tmp_path, "b.example.com", NOW)


def test_one_without_its_key_is_made_anew(tmp_path: Path) -> None:
    keep(tmp_path, "a.example.com", NOW)
    (tmp_path / "key.pem").write_text(self_signed("a.example.com", NOW).key)
    assert keep(tmp_path, "a.example.com", NOW)
    (tmp_path / "key.pem").write_text("")
    assert keep(tmp_path, "a.example.com", NOW)


def test_nobody_else_reads_the_key(tmp_path: Path) -> None:
    keep(tmp_path, "a.example.com", NOW)
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600
