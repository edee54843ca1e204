"""What holds for every resource of every environment, whichever construct made it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from aeolus_tags import ENVIRONMENT_TAG
from support.arguments import Argument, arguments
from support.policy_lint import lint
from support.provider_schema import schemas
from support.render import Rendered, resources, search
from support.shipped import SHIPPED, render_environment, rendered, shipped

KEY_ARGUMENTS = {"kms_key_id", "kms_key_arn", "kms_master_key_id"}
FLAGS = {"encrypted", "storage_encrypted", "at_rest_encryption_enabled"}
ANYWHERE = {"0.0.0.0/0", "::/0"}


@pytest.fixture(params=SHIPPED)
def environment(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def stack(environment: str) -> Rendered:
    return rendered(environment)


def test_whatever_can_be_encrypted_is_by_the_environments_key(stack: Rendered) -> None:
    (key,) = resources(stack, "aws_kms_key")
    exempt = (
        # Load balancers can write their logs with S3's own key only.
        "aws_s3_bucket_server_side_encryption_configuration.airflow_load-balancer-logs",
        # The key of a function is for its environment variables; Lambda forgets it without any.
        *(
            f"aws_lambda_function.{name}"
            for name, function in resources(stack, "aws_lambda_function").items()
            if "environment" not in function
        ),
    )
    takes_a_key = [
        each
        for each in arguments(stack)
        if each.name in KEY_ARGUMENTS and not each.where.startswith(exempt)
    ]
    assert len(takes_a_key) > 10
    for each in takes_a_key:
        assert each.value == f"${{aws_kms_key.{key}.arn}}", each


def test_encryption_is_switched_on_wherever_there_is_a_switch(stack: Rendered) -> None:
    switches = [each for each in arguments(stack) if each.name in FLAGS]
    assert switches
    for each in switches:
        assert each.value in (True, "true"), each


def test_every_bucket_is_encrypted(stack: Rendered) -> None:
    of_buckets = resources(stack, "aws_s3_bucket_server_side_encryption_configuration").values()
    encrypted = {each["bucket"] for each in of_buckets}
    assert encrypted == {
        f"${{aws_s3_bucket.{name}.bucket}}" for name in resources(stack, "aws_s3_bucket")
    }


def test_whatever_takes_tags_has_the_environments(stack: Rendered, environment: str) -> None:
    expected = {**shipped(environment).tags, ENVIRONMENT_TAG: environment}
    tagged = [each for each in arguments(stack) if each.name == "tags" and _is_resource(each)]
    assert len(tagged) > 20
    for each in tagged:
        assert expected.items() <= (each.value or {}).items(), each


def _is_resource(argument: Argument) -> bool:
    """Return whether it is a resource's own, of a resource that has room for the tags there are."""
    return argument.where.count(".") == 1 and not argument.where.startswith("aws_s3_object.")


def test_what_a_launch_creates_is_tagged_too(stack: Rendered, environment: str) -> None:
    for template in resources(stack, "aws_launch_template").values():
        tags = search("tag_specifications[].[resource_type, tags]", template)
        assert {type_ for type_, _ in tags} == {"volume", "network-interface"}
        for _, each in tags:
            assert each[ENVIRONMENT_TAG] == environment


def open_to_anyone(stack: Rendered) -> Iterator[tuple[str, int]]:
    """Yield the rules that let anyone in, as id and port."""
    for id_, rule in resources(stack, "aws_vpc_security_group_ingress_rule").items():
        if {rule.get("cidr_ipv4"), rule.get("cidr_ipv6")} & ANYWHERE:
            yield id_, rule["from_port"]


def test_nothing_is_open_to_anyone(stack: Rendered) -> None:
    assert list(open_to_anyone(stack)) == []


@pytest.mark.parametrize(("name", "ports"), [("dev", [80, 443]), ("prod", [80, 443])])
def test_only_the_public_entrance_opens_to_anyone_and_only_when_told(
    name: str, ports: list[int]
) -> None:
    web = shipped(name).web.model_copy(update={"allowed_cidr_blocks": ("0.0.0.0/0",)})
    rules = list(open_to_anyone(render_environment(shipped(name), web=web)))
    assert sorted(port for _, port in rules) == ports
    assert len({id_.partition("_from-")[0] for id_, _ in rules}) == 1


def test_rules_are_resources_of_their_own_that_open_one_port(stack: Rendered) -> None:
    for type_ in ("aws_security_group", "aws_default_security_group"):
        for group in resources(stack, type_).values():
            assert not {"ingress", "egress"} & set(group)
    for direction in ("ingress", "egress"):
        for id_, rule in resources(stack, f"aws_vpc_security_group_{direction}_rule").items():
            assert rule["ip_protocol"] == "tcp", id_
            assert rule["from_port"] == rule["to_port"], id_
            assert rule["description"], id_


def test_metadata_is_for_the_instance_itself_and_by_session_only(stack: Rendered) -> None:
    templates = resources(stack, "aws_launch_template").values()
    assert templates
    for template in templates:
        options = template["metadata_options"]
        assert (options["http_tokens"], options["http_put_response_hop_limit"]) == ("required", 1)
    assert resources(stack, "aws_instance") == {}


def test_policies_are_what_aws_knows_and_no_wider_than_it_allows(stack: Rendered) -> None:
    assert [str(finding) for finding in lint(stack)] == []


def test_no_sensitive_argument_but_in_its_write_only_form(stack: Rendered) -> None:
    given = [each for each in arguments(stack) if each.sensitive and each.value is not None]
    for each in given:
        assert each.name.endswith("_wo"), each


def test_ephemeral_values_flow_into_write_only_arguments_alone(stack: Rendered) -> None:
    read = [each for each in arguments(stack) if "${ephemeral." in json.dumps(each.value)]
    assert read
    for each in read:
        assert each.name.endswith("_wo"), each
    assert "ephemeral." not in json.dumps(stack["output"])


def test_every_log_group_forgets(stack: Rendered) -> None:
    groups = resources(stack, "aws_cloudwatch_log_group")
    assert groups
    for id_, group in groups.items():
        assert group["retention_in_days"] > 0, id_


def test_nothing_is_deprecated(stack: Rendered) -> None:
    for type_ in stack["resource"]:
        assert not schemas()["resource"][type_].get("deprecated"), type_
    for each in arguments(stack):
        assert each.value is None or not each.deprecated, each
