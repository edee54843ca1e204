"""What an instance gets for its requests: tokens first, and only what is its own."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import IPv4Address

import pytest

from aeolus_sandbox.metadata.answers import TOKEN, TOKEN_LIFETIME, Answer, Service
from aeolus_sandbox.metadata.instance import Instance
from support.machines import Instances, instance

ADDRESS = IPv4Address("10.0.0.11")


def service(*instances: Instance) -> Service:
    directory = Instances()
    for one in instances:
        directory.add(one)
    return Service(directory)


def token(metadata: Service, address: IPv4Address = ADDRESS) -> str:
    answer = metadata.answer("PUT", "/latest/api/token", {TOKEN_LIFETIME: "60"}, address)
    assert answer.status is HTTPStatus.OK
    return answer.body.decode()


def get(metadata: Service, path: str, method: str = "GET") -> Answer:
    return metadata.answer(method, path, {TOKEN: token(metadata)}, ADDRESS)


ONE = instance(11, user_data=b"\x1f\x8b binary")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/latest/meta-data/instance-id", ONE.instance_id.encode()),
        ("/latest//meta-data/instance-id/", ONE.instance_id.encode()),
        ("/2009-04-04/meta-data/instance-id", ONE.instance_id.encode()),
        ("/latest/user-data", b"\x1f\x8b binary"),
        ("/latest/dynamic/instance-identity/", b"document"),
        ("/latest/meta-data/iam/security-credentials/", b"web-role"),
        ("/latest", b"dynamic\nmeta-data\nuser-data"),
        ("/latest/meta-data/network/interfaces/macs/0a%3A00:00:00:00:0b/device-number", b"0"),
    ],
)
def test_an_instance_with_a_token_gets_what_it_asks_for(path: str, body: bytes) -> None:
    answer = get(service(ONE), path)
    assert (answer.status, answer.body) == (HTTPStatus.OK, body)


@pytest.mark.parametrize(
    "path",
    ["/latest/meta-data/nothing", "/newest/meta-data", "/latest/other", "/latest/dynamic/none"],
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert get(service(ONE), path).status is HTTPStatus.NOT_FOUND


def test_the_versions_are_listed_and_each_is_served() -> None:
    metadata = service(ONE)
    versions = get(metadata, "/").body.decode().split()
    assert versions[-1] == "latest"
    for version in versions:
        assert get(metadata, f"/{version}/meta-data/instance-id").status is HTTPStatus.OK


def test_without_user_data_there_is_no_such_category() -> None:
    metadata = service(instance(11))
    assert get(metadata, "/latest/user-data").status is HTTPStatus.NOT_FOUND
    assert get(metadata, "/latest/").body == b"dynamic\nmeta-data"


def test_two_instances_get_each_their_own() -> None:
    metadata = service(instance(11), instance(12))
    for number in (11, 12):
        address = IPv4Address(f"10.0.0.{number}")
        headers = {TOKEN: token(metadata, address)}
        answer = metadata.answer("GET", "/latest/meta-data/local-ipv4", headers, address)
        assert answer.body.decode() == str(address)


def test_imdsv1_is_refused_where_tokens_are_required() -> None:
    answer = service(ONE).answer("GET", "/latest/meta-data/", {}, ADDRESS)
    assert answer.status is HTTPStatus.UNAUTHORIZED


def test_imdsv1_is_served_where_tokens_are_optional_but_a_wrong_token_is_not() -> None:
    metadata = service(instance(11, options={"http_tokens": "optional"}))
    path = "/latest/meta-data/local-ipv4"
    assert metadata.answer("GET", path, {}, ADDRESS).body == b"10.0.0.11"
    wrong = metadata.answer("GET", path, {TOKEN: "made-up"}, ADDRESS)
    assert wrong.status is HTTPStatus.UNAUTHORIZED


def test_anothers_token_is_of_no_use() -> None:
    metadata = service(instance(11), instance(12))
    stolen = {TOKEN: token(metadata, IPv4Address("10.0.0.12"))}
    answer = metadata.answer("GET", "/latest/meta-data/", stolen, ADDRESS)
    assert answer.status is HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("lifetime", [None, "", "0", "21601", "-5", "1e3", "x"])
def test_a_token_for_no_lifetime_or_too_long_a_one_is_refused(lifetime: str | None) -> None:
    headers = {} if lifetime is None else {TOKEN_LIFETIME: lifetime}
    answer = service(ONE).answer("PUT", "/latest/api/token", headers, ADDRESS)
    assert answer.status is HTTPStatus.BAD_REQUEST


def test_a_token_says_its_lifetime_and_how_far_it_may_travel() -> None:
    metadata = service(instance(11, options={"http_put_response_hop_limit": 2}))
    answer = metadata.answer("PUT", "/latest/api/token", {TOKEN_LIFETIME: "21600"}, ADDRESS)
    assert answer.headers == {TOKEN_LIFETIME: "21600"}
    assert answer.hop_limit == 2
    assert get(metadata, "/latest/meta-data/").hop_limit is None


def test_a_request_that_came_over_a_proxy_gets_no_token() -> None:
    headers = {TOKEN_LIFETIME: "60", "X-Forwarded-For": "10.0.0.11"}
    answer = service(ONE).answer("PUT", "/latest/api/token", headers, ADDRESS)
    assert answer.status is HTTPStatus.FORBIDDEN


def test_an_instance_whose_endpoint_is_disabled_gets_nothing() -> None:
    metadata = service(instance(11, options={"http_endpoint": "disabled"}))
    answer = metadata.answer("PUT", "/latest/api/token", {TOKEN_LIFETIME: "60"}, ADDRESS)
    assert answer.status is HTTPStatus.FORBIDDEN


def test_who_is_no_instance_gets_nothing() -> None:
    answer = service(ONE).answer("PUT", "/latest/api/token", {}, IPv4Address("10.0.0.99"))
    assert answer.status is HTTPStatus.NOT_FOUND


def test_other_methods_are_not_allowed() -> None:
    assert get(service(ONE), "/latest/", "POST").status is HTTPStatus.METHOD_NOT_ALLOWED
    put = service(ONE).answer("PUT", "/latest/meta-data", {}, ADDRESS)
    assert put.status is HTTPStatus.NOT_FOUND
