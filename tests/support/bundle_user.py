"""Uses DAG bundles as Airflow's daemons and tasks do. Runs in Airflow's own environment.

A program that reads a JSON list a line, `[method, *arguments]`, and answers each in JSON at the
file descriptor that it is given: Airflow has its own use for standard output.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from airflow.dag_processing.bundles.base import BundleVersionLock
from airflow.dag_processing.bundles.manager import DagBundlesManager
from airflow.dag_processing.dagbag import BundleDagBag


class Users:
    """Bundles by the name of who uses them."""

    def __init__(self) -> None:
        self._bundles: dict[str, Any] = {}

    def begin(self, name: str, bundle_name: str, version: str | None = None) -> None:
        """Get the bundle as Airflow's manager gives it, and make it ready."""
        bundle = DagBundlesManager().get_bundle(bundle_name, version=version)
        bundle.initialize()
        self._bundles[name] = bundle

    def refresh(self, name: str) -> None:
        """Do what the dag-processor does now and then."""
        self._bundles[name].refresh()

    def run(self, name: str) -> None:
        """Leave Airflow's own note that a task has run."""
        bundle = self._bundles[name]
        with BundleVersionLock(bundle.name, bundle.version):
            pass

    def end(self, name: str) -> None:
        """Go, as the process of a task does."""
        del self._bundles[name]

    def look(self, name: str) -> dict[str, Any]:
        """Return version and files."""
        bundle = self._bundles[name]
        found = bundle.get_current_version()
        files = {
            str(file.relative_to(bundle.path)): file.read_text()
            for file in bundle.path.rglob("*")
            if file.is_file() and ".git" not in file.relative_to(bundle.path).parts
        }
        return {"version": found.version, "files": files, "versioned": bundle.supports_versioning}

    def parse(self, name: str) -> dict[str, Any]:
        """Return tasks with their queues, by DAG, and what cannot be imported."""
        bundle = self._bundles[name]
        bag = BundleDagBag(dag_folder=bundle.path, bundle_path=bundle.path, bundle_name=bundle.name)
        dags = {
            dag_id: {task.task_id: task.queue for task in dag.tasks}
            for dag_id, dag in bag.dags.items()
        }
        return {"dags": dags, "errors": bag.import_errors}


def main(descriptor: int) -> None:
    """Answer until there is no more to do."""
    users = Users()
    answers = os.fdopen(descriptor, "w")
    for line in sys.stdin:
        method, *arguments = json.loads(line)
        try:
            answer = {"answer": getattr(users, method)(*arguments)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
