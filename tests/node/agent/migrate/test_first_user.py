"""Airflow's first user is made once, and is its owner's from then on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from aeolus_agent.migrate.airflow_metadata import make_first_user


@dataclass
class ToySecurity:
    """FAB's security manager: users by name, with role and password."""

    users: dict[str, tuple[str, str]] = field(default_factory=dict)
    works: bool = True

    def count_users(self) -> int:
        """Return how many there are."""
        return len(self.users)

    def find_role(self, name: str) -> str:
        """Return a role."""
        return f"role {name}"

    def add_user(
        self, username: str, first: str, last: str, email: str, role: str, password: str
    ) -> bool:
        """Add a user, and tell whether that went well."""
        if self.works:
            self.users[username] = role, password
        return self.works


def test_it_is_an_admin_with_the_password_of_the_secret() -> None:
    security = ToySecurity()
    make_first_user(security, "generated")
    assert security.users == {"admin": ("role Admin", "generated")}


def test_whoever_changed_the_password_keeps_it() -> None:
    security = ToySecurity({"admin": ("role Admin", "chosen")})
    make_first_user(security, "generated")
    assert security.users == {"admin": ("role Admin", "chosen")}


def test_who_was_replaced_by_others_does_not_come_back() -> None:
    security = ToySecurity({"mary": ("role Admin", "chosen")})
    make_first_user(security, "generated")
    assert set(security.users) == {"mary"}


def test_a_failure_is_told() -> None:
    with pytest.raises(OSError, match="did not make user admin"):
        make_first_user(ToySecurity(works=False), "generated")
