"""A run is started with a login, waited for, and told why it cannot begin."""

from __future__ import annotations

import pytest

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.dags.entrance import AwayError, Entrance
from aeolus_cli.dags.follow import APPEARS_SECONDS, AWAY_SECONDS, PAUSE_SECONDS, finished, known
from aeolus_cli.dags.run import read_conf
from aeolus_cli.errors import UserError
from support.fake_airflow import RUN_ID, FakeAirflow


def told(error: pytest.ExceptionInfo[UserError]) -> str:
    return "\n".join(error.value.lines())


def test_a_wrong_password_is_told_with_where_it_is_from(entrance: Entrance) -> None:
    with pytest.raises(UserError) as error:
        Airflow.log_in(entrance, user="admin", password="old", secret="aeolus-prod-admin-x1")
    assert "refuses user admin with the password in aeolus-prod-admin-x1" in told(error)
    assert "old" not in told(error)


def test_a_run_begins_with_its_parameters(server: FakeAirflow, airflow: Airflow) -> None:
    run = airflow.trigger("example", {"parts": 3})
    assert (run.run_id, run.state, run.version) == (RUN_ID, "queued", "0" * 64)
    method, path, _, body = server.asked[-1]
    assert (method, path) == ("POST", "/api/v2/dags/example/dagRuns")
    assert body == {"logical_date": None, "conf": {"parts": 3}}


def test_parameters_that_the_dag_refuses_are_told_in_airflows_words(airflow: Airflow) -> None:
    with pytest.raises(UserError) as error:
        airflow.trigger("example", {"parts": "no"})
    assert "Airflow answers 400 for example: Invalid input for param parts" in told(error)
    assert "  On instance:" in told(error)


def test_it_is_waited_for_until_it_has_ended_and_each_change_is_told(
    server: FakeAirflow, airflow: Airflow
) -> None:
    said, pauses = list[str](), list[float]()
    server.states = ["running", "running", "failed"]
    ended = finished(airflow, airflow.trigger("example", {}), said.append, pause=pauses.append)
    assert ended.state == "failed"
    assert said == ["running: 2 success, 1 waiting", "failed: 2 success, 1 waiting"]
    assert pauses == [PAUSE_SECONDS] * 2


def test_while_nobody_answers_a_run_is_waited_for_and_that_is_told_once(
    server: FakeAirflow, airflow: Airflow
) -> None:
    said, pauses = list[str](), list[float]()
    server.states = ["running", "success"]
    run = airflow.trigger("example", {})
    server.away = 3
    assert finished(airflow, run, said.append, pause=pauses.append).state == "success"
    assert said == [
        f"nobody answers for {RUN_ID} (status 502): trying again",
        "running: 2 success, 1 waiting",
        "success: 2 success, 1 waiting",
    ]
    assert pauses == [PAUSE_SECONDS] * 4


def test_nobody_is_waited_for_without_end(server: FakeAirflow, airflow: Airflow) -> None:
    run, pauses = airflow.trigger("example", {}), list[float]()
    server.away = 1000
    with pytest.raises(UserError) as error:
        finished(airflow, run, list[str]().append, pause=pauses.append)
    assert f"nobody answers for {RUN_ID} (status 502)\n" in told(error)
    assert sum(pauses) == AWAY_SECONDS


def test_a_dag_is_waited_for_while_nobody_answers_by_who_is_patient(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.away, pauses = 2, list[float]()
    with pytest.raises(AwayError):
        known(airflow, "example", version=None, patient=False, pause=pauses.append)
    assert known(airflow, "example", version=None, patient=True, pause=pauses.append)
    assert pauses == [PAUSE_SECONDS]


def test_of_a_run_with_more_tasks_than_a_page_has_all_are_counted(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.run_tasks = ["success"] * 150 + ["running"] * 101 + [None]
    counts = airflow.tasks(airflow.trigger("example", {}))
    assert counts == {"success": 150, "running": 101, "waiting": 1}


def test_a_dag_that_is_only_about_to_be_seen_is_waited_for(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.unseen, pauses = 3, list[float]()
    found = known(airflow, "example", version=None, patient=True, pause=pauses.append)
    assert found.dag_id == "example"
    assert pauses == [PAUSE_SECONDS] * 3


def test_a_version_that_was_only_just_pushed_is_waited_for(
    server: FakeAirflow, airflow: Airflow
) -> None:
    old, new = "1" * 64, "2" * 64
    server.versions, pauses = [old, old, old, new], list[float]()
    assert known(airflow, "example", version=new, patient=False).version == old
    found = known(airflow, "example", version=new, patient=True, pause=pauses.append)
    assert found.version == new
    assert pauses == [PAUSE_SECONDS] * 2


def test_a_version_that_airflow_cannot_read_is_not_waited_for_without_end(
    server: FakeAirflow, airflow: Airflow
) -> None:
    pauses: list[float] = []
    found = known(airflow, "example", version="2" * 64, patient=True, pause=pauses.append)
    assert found.version == "1" * 64
    assert sum(pauses) == APPEARS_SECONDS


def test_a_dag_that_is_in_no_file_any_more_is_not_known(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.stale = True
    assert airflow.dag("example") is None


def test_a_dag_that_nobody_pushed_is_told_with_those_like_it_and_what_is_broken(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.unseen = 1_000
    server.broken = {"etl.py": "Traceback …\n  File …\nImportError: no module named pandas\n"}
    pauses: list[float] = []
    with pytest.raises(UserError) as error:
        known(airflow, "example", version=None, patient=False, pause=pauses.append)
    assert "Airflow knows no DAG example; it knows sample" in told(error)
    assert "cannot be imported: etl.py: ImportError: no module named pandas" in told(error)
    assert "--wait waits for it" in told(error)
    assert pauses == []
    with pytest.raises(UserError) as error:
        known(airflow, "example", version=None, patient=True, pause=pauses.append)
    assert "--wait" not in told(error)
    assert sum(pauses) == APPEARS_SECONDS


def test_a_paused_dag_can_be_unpaused(server: FakeAirflow, airflow: Airflow) -> None:
    server.paused = True
    assert known(airflow, "example", version=None, patient=False).is_paused
    airflow.unpause("example")
    assert not known(airflow, "example", version=None, patient=False).is_paused
    assert server.asked[-2][1] == "/api/v2/dags/example?update_mask=is_paused"


def test_an_id_is_no_part_of_a_path(server: FakeAirflow, airflow: Airflow) -> None:
    assert airflow.dag("../../auth/logout?x") is None
    assert server.asked[-1][1] == "/api/v2/dags/..%2F..%2Fauth%2Flogout%3Fx"


@pytest.mark.parametrize(("text", "fault"), [("{", "is not JSON"), ("[1]", "is no JSON object")])
def test_parameters_that_are_no_json_object_are_refused(text: str, fault: str) -> None:
    with pytest.raises(UserError, match=fault):
        read_conf(text)
    assert read_conf('{"parts": 3}') == {"parts": 3}
