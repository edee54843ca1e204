"""The description of an account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from aeolus_sandbox.account import Account

PLAIN = {"account_id": "123456789012", "region": "eu-central-1"}


def test_it_has_a_debian_image_for_each_architecture_unless_told_otherwise() -> None:
    images = Account.model_validate(PLAIN).images
    assert [image.architecture for image in images] == ["x86_64", "arm64"]
    assert all("debian-12" in image.name for image in images)


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    account = Account.model_validate(
        {**PLAIN, "hosted_zones": [{"zone_id": "Z1ABC", "name": "example.com"}]}
    )
    path = tmp_path / "account.json"
    path.write_text(account.model_dump_json())
    assert Account.read(path) == account


@pytest.mark.parametrize(
    "wrong",
    [
        {"account_id": "12345678901"},
        {"zones": ["a"]},
        {"hosted_zones": [{"zone_id": "/hostedzone/Z1ABC", "name": "example.com"}]},
        {"images": [{"image_id": "ami-1", "architecture": "arm64", "name": "x"}]},
        {"images": [{"image_id": "ami-0a0de12a64a0de120", "architecture": "mips", "name": "x"}]},
        {"certificates": [{"arn": "arn:aws:iam::123456789012:role/x", "domain_names": ["a.b"]}]},
        {"vpcs": [{"vpc_id": "0123456789abcdef0", "cidr_block": "10.0.0.0/16"}]},
    ],
)
def test_what_aws_would_not_call_so_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Account.model_validate({**PLAIN, **wrong})
