"""A certificate that somebody else has signed is taken as it is, or refused with the reason."""

from __future__ import annotations

import json
import re

import pytest

from aeolus_agent.single_node.given_certificate import opened
from support.certificates import chain, given

NAME = "airflow.example.com"


@pytest.mark.parametrize("signed", [NAME, "*.example.com"])
def test_it_is_taken_with_what_vouches_for_it(signed: str) -> None:
    assert opened(given(signed), NAME) == chain(signed)


def held(**changes: object) -> str:
    return json.dumps({**json.loads(given(NAME)), **changes})


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is no JSON with certificate and private_key"),
        ("[]", "is no JSON with certificate and private_key"),
        ('{"certificate": "a"}', "is no JSON with certificate and private_key"),
        (held(certificate="a"), "holds no certificate and unencrypted key in PEM"),
        (held(private_key=None), "holds no certificate and unencrypted key in PEM"),
        (held(private_key=chain("b.test").key), "holds a key that is not its first certificate's"),
        (given("b.test"), f"has a certificate of b.test, not of {NAME}"),
        (given("*.airflow.example.com"), f"has a certificate of *.{NAME}, not of {NAME}"),
    ],
)
def test_what_nginx_could_not_use_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        opened(text, NAME)
