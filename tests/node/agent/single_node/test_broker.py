"""Redis' password, whatever is in it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from aeolus_agent.single_node.broker import configuration


@pytest.mark.parametrize("password", ["simple", 'with "quotes" and \\', "a # b'\tü"])
def test_it_is_one_quoted_word_of_bytes(password: str) -> None:
    text = configuration(f"redis://:{quote(password, safe='')}@127.0.0.1:6379/0")
    include, required = text.splitlines()
    assert include == "include /opt/aeolus/units/redis.conf"
    found = re.fullmatch(r'requirepass "((?:\\x[0-9a-f]{2})+)"', required)
    assert found
    assert bytes.fromhex(found[1].replace("\\x", "")).decode() == password


def test_without_a_password_it_does_not_start() -> None:
    with pytest.raises(OSError, match="no password"):
        configuration("redis://127.0.0.1:6379/0")
