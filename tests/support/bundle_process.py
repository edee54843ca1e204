"""A process of Airflow on a node, in which somebody uses DAG bundles (`bundle_user.py`)."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from support.airflow_environment import python
from support.project import ROOT

PROGRAM = ROOT / "tests/support/bundle_user.py"


@dataclass
class Node:
    """A process of Airflow on a node."""

    process: subprocess.Popen[str]
    answers: TextIO
    home: Path

    @property
    def storage(self) -> Path:
        """Where bundles keep what they fetch."""
        return self.home / "storage"

    @property
    def log(self) -> str:
        """What it has said, which the journal would have."""
        return (self.home / "log").read_text()

    def do(self, method: str, *arguments: str) -> Any:
        """Let it do something; return what it answers."""
        answer = self._ask(method, *arguments)
        assert "error" not in answer, answer["error"]
        return answer["answer"]

    def fail(self, method: str, *arguments: str) -> str:
        """Let it do something that it cannot; return why not."""
        return str(self._ask(method, *arguments)["error"])

    def _ask(self, method: str, *arguments: str) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(json.dumps([method, *arguments]) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.answers.readline())
        return answer


@contextmanager
def bundle_process(
    packages: Path, home: Path, bundles: Sequence[Mapping[str, Any]], variables: Mapping[str, str]
) -> Iterator[Node]:
    """Run one with these bundles, as `[dag_processor] dag_bundle_config_list` has them."""
    command, of_python = python(packages)
    settings = {
        **variables,
        **of_python,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_STORAGE_PATH": str(home / "storage"),
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST": json.dumps(bundles),
    }
    reading, writing = os.pipe()
    with (
        (home / "log").open("w") as log,
        os.fdopen(reading) as answers,
        subprocess.Popen(
            [*command, str(PROGRAM), str(writing)],
            env=settings,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[writing],
            text=True,
        ) as process,
    ):
        os.close(writing)
        yield Node(process, answers, home)
