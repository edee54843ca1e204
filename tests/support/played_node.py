"""A node whose Airflow is played by a program that writes down what it is given, and stays."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import aeolus_agent
from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.description import Role
from aeolus_sandbox.machines.machine import Machine
from support.machines import until
from support.node_descriptions import MASTER, SSH, WORKER, private

AGENT = Path(aeolus_agent.__file__).parent
NODE = private(replace(MASTER, role=Role.SINGLE_NODE, work=WORKER.work, lease=None), SSH)
"""It has every daemon."""

AIRFLOW = """#!/bin/sh
seen=/var/lib/airflow/$(echo "$1 $2 $3" | tr -d ' ')
{
    echo "user $(id -un)"
    echo "arguments $*"
    echo "region $AWS_DEFAULT_REGION"
    [ -z "$GIT_CONFIG_SYSTEM" ] || echo "git $GIT_CONFIG_SYSTEM"
    for file in "$CREDENTIALS_DIRECTORY"/*; do echo "credential ${file##*/} $(cat "$file")"; done
    for path in /etc/x /opt/aeolus/x /run/aeolus/x /var/lib/x; do
        touch $path 2>/dev/null && echo "wrote $path"
    done
    cat /run/aeolus/credentials/* /etc/shadow 2>/dev/null | sed 's/^/read /'
    $AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD </dev/null | sed 's/^/logs in with /'
} >$seen.new
mv $seen.new $seen
exec sleep infinity
"""
# The agent's parts that speak to AWS or the metastore have done their work, or stay.
PYTHON = """#!/bin/sh
case "$3" in
    credentials | migrate | await-results | fetch-dags | release-orphans) exit ;;
    watch | keep-lease | ship-*) exec sleep infinity ;;
esac
PYTHONPATH=/opt/aeolus/agent exec /usr/bin/python3.11 "$@"
"""
# As much of Airflow as a scheduler that stands by knows of it.
PACKAGE = {
    "__init__.py": "",
    "__main__.py": f"""
import os, sys
def main():
    os.execv("{places.ENVIRONMENT}/bin/airflow", sys.argv)
""",
    "settings.py": "def initialize(): pass",
    "executors/__init__.py": "",
    "executors/executor_loader.py": """
class ExecutorLoader:
    import_default_executor_cls = staticmethod(lambda: None)
""",
}


def lay(root: Path) -> None:
    """Put down what user data, the bundle and Secrets Manager would have brought."""
    for name, text in (("airflow", AIRFLOW), ("python", PYTHON)):
        program = root / "opt/aeolus/airflow/bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text)
        program.chmod(0o755)
    shutil.copytree(AGENT, root / "opt/aeolus/agent/aeolus_agent")
    for name, text in PACKAGE.items():
        module = root / "opt/aeolus/agent/airflow" / name
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(text)
    shutil.copytree(AGENT / "units", root / "opt/aeolus/units")
    settings = root / "etc/aeolus"
    settings.mkdir(parents=True)
    (settings / "node.json").write_text(NODE.dumps())
    credentials = root / "run/aeolus/credentials"
    credentials.mkdir(parents=True)
    credentials.chmod(0o700)
    for name in Credential:
        (credentials / name).write_text(f"value of {name}")
        (credentials / name).chmod(0o600)


def must(machine: Machine, *command: str) -> str:
    """Return what a command prints, which succeeds."""
    done = machine.run(command)
    assert done.status == 0, done.stderr
    return done.stdout


def seen(machine: Machine, daemon: str) -> list[str]:
    """Return what a daemon has written down once it runs."""
    path = f"/var/lib/airflow/{daemon}"
    until(lambda: machine.run(["test", "-e", path]).status == 0, f"{daemon} runs")
    return must(machine, "cat", path).splitlines()
