"""The environment in which AWS tools talk to an embedded region."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.environment import led_to_region, region_variables

VARIABLES = region_variables("http://127.0.0.1:4566", "eu-central-1", Path("/state/terraform.tfrc"))


@pytest.mark.parametrize(
    "inherited",
    [
        "AWS_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ROLE_ARN",
        "AWS_CA_BUNDLE",
        "AWS_ENDPOINT_URL_S3",
        "TF_CLI_ARGS",
        "TF_WORKSPACE",
    ],
)
def test_nothing_inherited_leads_elsewhere(inherited: str) -> None:
    assert inherited not in led_to_region({inherited: "elsewhere"}, VARIABLES)


def test_inherited_credentials_and_configuration_are_replaced() -> None:
    own = {
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_REGION": "us-east-1",
        "TF_CLI_CONFIG_FILE": "/missing/.terraformrc",
    }
    led = led_to_region(own, VARIABLES)
    assert not set(own.values()) & set(led.values())
    assert led["TF_CLI_CONFIG_FILE"] == "/state/terraform.tfrc"


def test_the_rest_is_inherited() -> None:
    assert led_to_region({"PATH": "/bin", "TF_LOG": "debug"}, VARIABLES)["TF_LOG"] == "debug"


def test_a_proxy_does_not_come_between() -> None:
    led = led_to_region({"HTTP_PROXY": "http://proxy:3128", "NO_PROXY": "corp"}, VARIABLES)
    assert "127.0.0.1" in led["NO_PROXY"]


def test_boto3_and_terraform_both_find_endpoint_and_region() -> None:
    assert VARIABLES["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4566"
    assert VARIABLES["AWS_REGION"] == VARIABLES["AWS_DEFAULT_REGION"] == "eu-central-1"
