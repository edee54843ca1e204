"""What a person sees in a browser: the login, the DAGs, and the workers in Flower."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_agent.secrets import FIRST_USER
from aeolus_cli.dags.reach import door_to
from support.browser import Browser, browser, needs_chromium
from support.cluster import Cluster, on_the_cluster
from support.project import ROOT

pytestmark = [*on_the_cluster, needs_chromium]

PICTURE = ROOT / ".aeolus/pictures/dags.png"
"""How it looked, for whoever wants to see."""
LOG_IN = """
(() => {
  const [user, password] = %s;
  document.querySelector("input[name=username]").value = user;
  const field = document.querySelector("input[name=password]");
  field.value = password;
  field.form.submit();
})()
"""
WORKERS = """
fetch("/flower/api/workers?refresh=1", {headers: {Authorization: "Basic " + btoa(%s)}})
  .then(answer => answer.json()).then(workers => Object.keys(workers).sort())
"""


@pytest.fixture(scope="module")
def seen(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser that has not logged in yet, where the web's address leads to."""
    url: str = cluster.outputs["web_url"]
    here = door_to(url, cluster.region.doors())
    assert here
    profile: Path = tmp_path_factory.mktemp("browser") / "profile"
    with browser(profile, host=url.removeprefix("https://"), here=here) as made:
        made.open(url)
        yield made


def test_first_of_all_there_is_the_login(seen: Browser) -> None:
    seen.await_true("document.querySelector('input[name=password]') !== null")
    assert "/auth/login" in seen.run("location.pathname")


def test_who_logs_in_sees_the_dags(cluster: Cluster, seen: Browser) -> None:
    seen.await_true("document.querySelector('input[name=password]') !== null")
    seen.run(LOG_IN % json.dumps([FIRST_USER, cluster.password()]))
    seen.await_true("!location.pathname.startsWith('/auth')")
    seen.open(f"{cluster.outputs['web_url']}/dags")
    seen.await_true("document.body.innerText.includes('Latest Run')")
    for dag in ("rows", "held", "environment"):
        assert dag in seen.run("document.body.innerText")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(seen.picture())


def test_flower_shows_the_workers(cluster: Cluster, seen: Browser) -> None:
    workers = seen.run(WORKERS % json.dumps(f"{FIRST_USER}:{cluster.password()}"))
    names = {each["PrivateDnsName"].partition(".")[0] for each in cluster.instances("worker")}
    assert {each.removeprefix("celery@").partition(".")[0] for each in workers} == names
