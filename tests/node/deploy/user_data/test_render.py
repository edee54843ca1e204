"""User data: what cloud-init finds in it, and that it is the same whenever it is made."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import yaml

from aeolus_agent.description import NodeDescription
from aeolus_node.bundle import Architecture
from aeolus_node.user_data import LIMIT, BundleObject, UserDataTooLarge, require_fit, user_data
from support.node_descriptions import MASTER, WORKER

BUNDLES: dict[Architecture, BundleObject] = {
    "arm64": BundleObject("artefacts/node/one/arm64.tar.zst", "1" * 64),
    "amd64": BundleObject("artefacts/node/one/amd64.tar.zst", "2" * 64),
}
AIRFLOW_CFG = '[core]\nexecutor = CeleryExecutor\nlist = [{"a": 1}]\n'


def rendered(node: NodeDescription = MASTER) -> str:
    return user_data(node, AIRFLOW_CFG, BUNDLES)


def files(text: str) -> dict[str, str]:
    """Return the files that cloud-init writes, by path."""
    written: list[dict[str, Any]] = yaml.safe_load(text)["write_files"]
    return {each["path"]: each["content"] for each in written}


def test_cloud_init_takes_it_for_its_configuration() -> None:
    assert rendered().startswith("#cloud-config\n")


@pytest.mark.parametrize("node", [MASTER, WORKER], ids=["master", "worker"])
def test_a_node_reads_its_description_back(node: NodeDescription) -> None:
    assert NodeDescription.loads(files(rendered(node))["/etc/aeolus/node.json"]) == node


def test_the_configuration_of_airflow_is_there_as_it_was_given() -> None:
    assert files(rendered())["/etc/aeolus/airflow.cfg"] == AIRFLOW_CFG


def test_the_first_boot_knows_region_bucket_and_the_bundles_by_debians_architecture() -> None:
    lines = files(rendered())["/etc/aeolus/boot.env"].splitlines()
    assert dict(line.split("=") for line in lines) == {
        "AWS_DEFAULT_REGION": "us-east-1",
        "BUCKET": "aeolus-test-storage",
        "KEY_AMD64": "artefacts/node/one/amd64.tar.zst",
        "SHA256_AMD64": "2" * 64,
        "KEY_ARM64": "artefacts/node/one/arm64.tar.zst",
        "SHA256_ARM64": "1" * 64,
    }


def test_a_service_fetches_the_rest_and_boot_does_not_wait_for_it() -> None:
    [command] = yaml.safe_load(rendered())["runcmd"]
    assert command == ["systemctl", "enable", "--now", "--no-block", "aeolus-boot.service"]
    unit = files(rendered())["/etc/systemd/system/aeolus-boot.service"]
    assert "ExecStart=/bin/bash /etc/aeolus/boot.sh\n" in unit
    assert "EnvironmentFile=/etc/aeolus/boot.env\n" in unit
    assert "StandardOutput=journal+console\n" in unit
    assert "WantedBy=multi-user.target\n" in unit


def test_everything_written_may_be_read_by_all_as_nothing_is_secret() -> None:
    written = yaml.safe_load(rendered())["write_files"]
    assert {each["permissions"] for each in written} == {"0644"}


def test_the_same_arguments_give_the_same_bytes() -> None:
    backwards = dict(reversed(BUNDLES.items()))
    secrets = dict(reversed(MASTER.secrets.items()))
    other = user_data(replace(MASTER, secrets=secrets), AIRFLOW_CFG, backwards)
    assert rendered() == other


def test_an_expression_of_terraforms_is_left_whole() -> None:
    expression = "${TfToken[TOKEN.17]}"
    found = files(rendered(replace(MASTER, bucket=expression)))
    assert f"BUCKET={expression}\n" in found["/etc/aeolus/boot.env"]
    assert json.loads(found["/etc/aeolus/node.json"])["bucket"] == expression


def test_a_long_line_is_not_folded() -> None:
    text = user_data(MASTER, f"[core]\noption = {'word ' * 500}\n", BUNDLES)
    assert f"option = {'word ' * 500}\n" in files(text)["/etc/aeolus/airflow.cfg"]


def test_what_ec2_takes_passes() -> None:
    require_fit(LIMIT, "prod")


def test_what_is_too_much_is_told_with_the_file_the_key_and_how_much_it_is() -> None:
    with pytest.raises(UserDataTooLarge) as told:
        require_fit(LIMIT + 7, "prod")
    assert str(told.value) == (
        "config/environments/prod.yaml: airflow.config: user data of nodes may come to 16391 "
        "bytes, and EC2 takes 16384: shorten or remove overrides by 7 bytes"
    )
