"""Airflow is reached by the name that its certificate has, by a door or by the network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_cli.dags.entrance import Door, Entrance
from aeolus_cli.dags.reach import door_to
from aeolus_cli.errors import UserError
from aeolus_sandbox.authority import Authority
from aeolus_sandbox.supervisor.seen import DoorSeen
from support.fake_airflow import HOST, FakeAirflow

LOGIN = {"username": "admin", "password": "right"}


@pytest.fixture
def airflow() -> FakeAirflow:
    return FakeAirflow()


@pytest.fixture
def door(airflow: FakeAirflow, tmp_path: Path) -> Iterator[Door]:
    with airflow.serving(Authority.open(tmp_path)) as port:
        yield Door("127.0.0.1", port, tmp_path / "ca.pem")


def test_by_a_door_it_is_asked_as_the_host_of_the_url(airflow: FakeAirflow, door: Door) -> None:
    answer = Entrance(f"https://{HOST}/", door=door).ask("POST", "/auth/token", body=LOGIN)
    assert (answer.status, answer.body) == (201, {"access_token": "t0ken"})
    assert airflow.asked == [("POST", "/auth/token", HOST, LOGIN)]


def test_an_answer_that_is_an_error_is_an_answer(door: Door) -> None:
    answer = Entrance(f"https://{HOST}", door=door).ask("GET", "/api/v2/dags")
    assert (answer.status, answer.detail) == (401, "Not authenticated")


def test_nothing_is_said_to_whom_the_authority_does_not_vouch_for(
    airflow: FakeAirflow, door: Door, tmp_path: Path
) -> None:
    Authority.open(tmp_path / "other")
    wrong = Door(door.host, door.port, tmp_path / "other" / "ca.pem")
    for unsafe in (
        Entrance(f"https://{HOST}", door=wrong),
        Entrance("https://other.example.com", door=door),
        Entrance(f"https://localhost:{door.port}"),
    ):
        with pytest.raises(
            UserError, match=r"does not answer: .*certificate verify failed"
        ) as told:
            unsafe.ask("POST", "/auth/token", body=LOGIN)
        assert "--insecure" in told.value.cure
    assert airflow.asked == []


def test_any_certificate_is_taken_only_when_that_is_said(airflow: FakeAirflow, door: Door) -> None:
    by_name = Entrance(f"https://localhost:{door.port}", verify=False)
    by_door = Entrance("https://198.18.0.1", door=door, verify=False)
    for careless in (by_name, by_door):
        assert careless.ask("POST", "/auth/token", body=LOGIN).status == 201


def test_where_nobody_answers_that_is_told(tmp_path: Path) -> None:
    Authority.open(tmp_path)
    nobody = Door("127.0.0.1", 1, tmp_path / "ca.pem")
    with pytest.raises(UserError, match=rf"https://{HOST} does not answer: .*refused"):
        Entrance(f"https://{HOST}", door=nobody).ask("GET", "/")


def test_who_is_in_a_hurry_waits_for_no_answer_that_does_not_come(tmp_path: Path) -> None:
    Authority.open(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        door = Door("127.0.0.1", silent.getsockname()[1], tmp_path / "ca.pem")
        patient = Entrance(f"https://{HOST}", door=door)
        with pytest.raises(UserError, match="timed out"):
            patient.within(0.1).ask("GET", "/api/v2/version")


def test_the_door_of_an_address_is_its_own() -> None:
    doors = [
        DoorSeen(host=address, port=443, protocol="HTTPS", here=f"127.0.0.1:{number}")
        for number, address in enumerate(("198.18.0.1", "198.18.0.2"))
    ]
    assert door_to("https://198.18.0.2", doors) == "127.0.0.1:1"


def test_the_door_is_the_one_that_speaks_https_at_the_urls_port() -> None:
    doors = [
        DoorSeen(host="web.elb.amazonaws.com", port=80, protocol="HTTP", here="127.0.0.1:1"),
        DoorSeen(host="web.elb.amazonaws.com", port=443, protocol="HTTPS", here="127.0.0.1:2"),
        DoorSeen(host="web.elb.amazonaws.com", port=8443, protocol="HTTPS", here="127.0.0.1:3"),
    ]
    assert door_to("https://airflow.example.com", doors) == "127.0.0.1:2"
    assert door_to("https://airflow.example.com:8443/", doors) == "127.0.0.1:3"
    assert door_to("https://airflow.example.com:9443", doors) is None
