"""checkov on Terraform JSON: it must see what it would see in HCL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aeolus_gate.__main__ import main

pytestmark = pytest.mark.sandbox

META = {"//": {"metadata": {"path": "bad/construct/resource"}}}
EVERYTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)
RULE = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}
# cdktf writes the arguments of a rule that are not given as null.
ABSENT = dict.fromkeys(("description", "ipv6_cidr_blocks", "prefix_list_ids", "self"))
BAD = {
    "aws_security_group": {"ssh": {**META, "ingress": [{**RULE, **ABSENT}]}},
    "aws_iam_policy": {"all": {**META, "policy": EVERYTHING}},
    "aws_db_instance": {"open": {**META, "publicly_accessible": True, "engine": "postgres"}},
}
GOOD = {
    "aws_sqs_queue": {"queue": {**META, "kms_master_key_id": "alias/key"}},
}


def synthesize(folder: Path, resources: dict[str, Any]) -> Path:
    stack = folder / "stacks/bad"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text(json.dumps({"resource": resources}, indent=2))
    return folder


def test_what_is_bad_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(synthesize(tmp_path, BAD)) == 1
    said = capsys.readouterr().out
    assert "construct/resource (aws_security_group): CKV_AWS_24 " in said  # SSH from anywhere
    assert "construct/resource (aws_iam_policy): CKV_AWS_286 " in said  # privilege escalation
    assert "construct/resource (aws_db_instance): CKV_AWS_17 " in said  # publicly accessible


def test_what_is_good_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The suppressions of the real stacks cover nothing here.
    monkeypatch.setattr("aeolus_gate.__main__.SUPPRESSIONS", ())
    assert main(synthesize(tmp_path, GOOD)) == 0
