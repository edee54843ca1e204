"""The virtual environments, made by a fake interpreter that records what it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_setup import python_env
from aeolus_setup.errors import SetupError

from .conftest import Machine

# Makes DIR of `python -m venv [options] DIR` the way the venv module does.
MAKE_VENV = """
venv="${@: -1}"
/bin/mkdir -p "$venv/bin"
echo "command = python3.11 -m venv $venv" >"$venv/pyvenv.cfg"
/bin/cp "$FAKES/pip" "$venv/bin/python"
/bin/cp "$FAKES/uv" "$venv/bin/uv"
"""


@pytest.fixture
def interpreter(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    fake = machine.program("python", MAKE_VENV)
    for name in ("pip", "uv"):
        machine.program(name)
    monkeypatch.setenv("FAKES", str(machine.bin))
    monkeypatch.setattr(python_env, "_PYTHON", fake)
    return machine


def commands(machine: Machine, root: Path) -> list[str]:
    """Return the calls since the last time, paths below the checkout made relative."""
    calls = [call.replace(f"{root}/", "") for call in machine.calls]
    machine.forget()
    return calls


MADE = "python -m venv --clear .venv"


def test_everything_but_aeolus_is_installed_by_hash(interpreter: Machine, checkout: Path) -> None:
    python_env.install_aeolus(checkout)
    assert commands(interpreter, checkout) == [
        MADE,
        "pip -m pip install --quiet --disable-pip-version-check --require-hashes "
        "--requirement requirements/uv.lock",
        "uv pip sync --quiet --python .venv/bin/python --require-hashes requirements/python.lock",
        "uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation "
        "--editable .",
        "pip -O -c import aeolus_stacks.app, aeolus_stacks.bundles",
    ]


def test_a_second_run_does_nothing(interpreter: Machine, checkout: Path) -> None:
    for install in (python_env.install_aeolus, python_env.install_checkov):
        install(checkout)
        interpreter.forget()
        install(checkout)
        assert interpreter.calls == []


def test_a_changed_lock_is_synced_in_place(interpreter: Machine, checkout: Path) -> None:
    python_env.install_aeolus(checkout)
    interpreter.forget()
    (checkout / "requirements/python.lock").write_text("python==2\n")
    python_env.install_aeolus(checkout)
    calls = commands(interpreter, checkout)
    assert MADE not in calls
    assert any(call.startswith("uv pip sync") for call in calls)


def test_an_interrupted_installation_begins_anew(interpreter: Machine, checkout: Path) -> None:
    interpreter.program("uv", "echo 'error: no route to host'; exit 1")
    with pytest.raises(SetupError, match="no route to host"):
        python_env.install_aeolus(checkout)
    interpreter.program("uv")
    interpreter.forget()
    python_env.install_aeolus(checkout)
    assert MADE in commands(interpreter, checkout)


@pytest.mark.parametrize("damage", ["bin/python", "pyvenv.cfg"])
def test_a_damaged_environment_is_made_anew(
    interpreter: Machine, checkout: Path, damage: str
) -> None:
    python_env.install_aeolus(checkout)
    interpreter.forget()
    (checkout / ".venv" / damage).unlink()
    python_env.install_aeolus(checkout)
    assert MADE in commands(interpreter, checkout)


def test_an_environment_of_a_moved_checkout_is_made_anew(
    interpreter: Machine, checkout: Path
) -> None:
    python_env.install_aeolus(checkout)
    interpreter.forget()
    moved = checkout.rename(checkout.with_name("moved"))
    python_env.install_aeolus(moved)
    assert MADE in commands(interpreter, moved)


def test_only_what_an_installation_depends_on_is_compared(
    interpreter: Machine, checkout: Path
) -> None:
    project = checkout / "pyproject.toml"
    python_env.install_aeolus(checkout)
    interpreter.forget()
    project.write_text(project.read_text().replace("line-length = 100", "line-length = 99"))
    python_env.install_aeolus(checkout)
    assert interpreter.calls == []
    project.write_text(project.read_text().replace('name = "aeolus"', 'name = "other"'))
    python_env.install_aeolus(checkout)
    assert interpreter.calls != []


def test_checkov_has_an_environment_of_its_own(interpreter: Machine, checkout: Path) -> None:
    python_env.install_aeolus(checkout)
    interpreter.forget()
    python_env.install_checkov(checkout)
    assert commands(interpreter, checkout) == [
        "python -m venv --clear --without-pip .venv-checkov",
        "uv pip sync --quiet --python .venv-checkov/bin/python --require-hashes "
        "requirements/checkov.lock",
    ]
