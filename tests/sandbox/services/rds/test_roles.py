"""The roles and databases of a new DB instance."""

from __future__ import annotations

import base64
from dataclasses import replace

from aeolus_sandbox.services.rds import roles
from sandbox.services.rds.test_decide import ALONE


def test_a_verifier_is_what_postgresql_keeps() -> None:
    """The example of RFC 7677, section 3: its salt, and a server key that anybody can derive."""
    salt = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")
    kept = roles.verifier("pencil", salt)
    kind, iterations_salt, keys = kept.split("$")
    assert (kind, iterations_salt) == ("SCRAM-SHA-256", "4096:W22ZaJ0SNY7soEsUEjb6gQ==")
    assert keys == (
        "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )


def test_the_password_itself_is_never_told() -> None:
    assert "s3cret" not in roles.password("keeper", "s3cret")
    assert roles.password("keeper", "s3cret") != roles.password("keeper", "s3cret")


def test_the_master_user_owns_the_database_that_was_asked_for() -> None:
    assert 'CREATE DATABASE "shop" OWNER "keeper"' in list(roles.creation(ALONE))


def test_without_a_database_none_is_made() -> None:
    for name in ("", "postgres"):
        statements = roles.creation(replace(ALONE, name=name))
        assert not [one for one in statements if one.startswith("CREATE DATABASE")]


def test_names_are_names_whatever_is_in_them() -> None:
    assert roles.identifier('a"; DROP') == '"a""; DROP"'
