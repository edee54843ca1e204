"""What `airflow.config` of an environment changes in its `airflow.cfg`."""

from __future__ import annotations

from configparser import ConfigParser
from typing import Any

import pytest

from aeolus_node.airflow_cfg import Endpoints, airflow_cfg
from support.environments import environment

ENDPOINTS = Endpoints(bucket="b", web_url="https://x", execution_url="https://y/execution/")


def read(config: dict[str, Any]) -> ConfigParser:
    """Return the file of a cluster with overrides, as Airflow's parser reads it."""
    parser = ConfigParser()
    parser.read_string(airflow_cfg(environment(changes={"airflow.config": config}), ENDPOINTS))
    return parser


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (64, "64"),
        (0, "0"),
        (0.5, "0.5"),
        (True, "True"),
        (False, "False"),
        ("", ""),
        ("a text", "a text"),
        ("%(asctime)s 100%", "%(asctime)s 100%"),
        ("a = b: c # d ; e", "a = b: c # d ; e"),
        ('{"a": [1, "x"]}', '{"a": [1, "x"]}'),
        ("folded, with its last line break\n", "folded, with its last line break"),
        ("größer", "größer"),
    ],
)
def test_a_value_comes_as_it_is_meant(given: object, written: str) -> None:
    assert read({"our_plugin": {"option": given}})["our_plugin"]["option"] == written


@pytest.mark.parametrize("option", ["load_examples", "Load_Examples", "LOAD_EXAMPLES"])
def test_an_override_is_over_what_the_deployment_sets(option: str) -> None:
    assert read({})["core"]["load_examples"] == "False"
    assert read({"core": {option: True}})["core"]["load_examples"] == "True"


def test_an_override_leaves_the_other_options_of_its_section_alone() -> None:
    core = read({"core": {"parallelism": 7}})["core"]
    assert core["executor"] == "CeleryExecutor"


def test_an_option_or_section_of_its_own_is_added() -> None:
    found = read({"core": {"max_map_length": 9}, "smtp": {"smtp_host": "mail"}})
    assert (found["core"]["max_map_length"], found["smtp"]["smtp_host"]) == ("9", "mail")


def test_the_same_configuration_gives_the_same_bytes() -> None:
    config = {"smtp": {"smtp_host": "mail", "smtp_port": 25}, "core": {"max_map_length": 9}}
    one, other = (
        airflow_cfg(environment(changes={"airflow.config": config}), ENDPOINTS) for _ in range(2)
    )
    assert one == other
