"""A long command is heard line by line, and an interrupt reaches it once and is waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from aeolus_cli.terraform.process import run


def python(code: str, tmp_path: Path, lines: list[str]) -> int:
    return run(
        [sys.executable, "-u", "-c", code],
        cwd=tmp_path,
        environment=os.environ,
        on_line=lines.append,
    )


def test_lines_and_exit_status_come_through(tmp_path: Path) -> None:
    lines: list[str] = []
    status = python(
        "import sys; print('a'); print('b', file=sys.stderr); sys.exit(7)", tmp_path, lines
    )
    assert (status, lines) == (7, ["a", "b"])


def test_output_that_is_no_text_breaks_nothing(tmp_path: Path) -> None:
    lines: list[str] = []
    assert python("import sys; sys.stdout.buffer.write(b'\\xff\\n')", tmp_path, lines) == 0
    assert lines == ["\ufffd"]


INTERRUPTED = """
import os, sys
from pathlib import Path
from aeolus_cli.terraform.process import run

child = (
    "import signal, sys, time\\n"
    "def stop(*_): print('state written', flush=True); sys.exit(1)\\n"
    "signal.signal(signal.SIGINT, stop)\\n"
    "print('ready', flush=True)\\n"
    "while True: time.sleep(60)\\n"
)
def line(text):
    print(text, flush=True)
    if text == "ready":
        os.kill(os.getpid(), 2)
try:
    run([sys.executable, "-c", child], cwd=Path("."), environment=os.environ, on_line=line)
except KeyboardInterrupt:
    print("raised again")
"""


def test_an_interrupted_command_finishes_before_the_interrupt_goes_on() -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["ready", "state written", "raised again"], done.stderr
    assert done.returncode != -signal.SIGINT


WRAPPED = """
import os, sys
from pathlib import Path
from aeolus_cli.terraform.process import run

terraform = (
    "import signal, sys, time\\n"
    "def stop(*_): print('state written', flush=True); sys.exit(1)\\n"
    "signal.signal(signal.SIGINT, stop)\\n"
    "print('ready', flush=True)\\n"
    "while True: time.sleep(60)\\n"
)
wrapper = (
    "import signal, subprocess, sys\\n"
    "signal.signal(signal.SIGINT, lambda *_: print('the wrapper was told', flush=True))\\n"
    f"subprocess.run([sys.argv[1], '-c', {terraform!r}])\\n"
    "print('the wrapper ends', flush=True)\\n"
)
def line(text):
    print(text, flush=True)
    if text == "ready":
        os.kill(os.getpid(), 2)
command = [sys.executable, "-c", wrapper, sys.argv[1]]
try:
    run(command, cwd=Path("."), environment=os.environ, on_line=line)
except KeyboardInterrupt:
    print("raised again")
"""


def test_terraform_is_interrupted_once_and_what_wraps_it_not_at_all(tmp_path: Path) -> None:
    # As a name of its own is what it is known by; Python finds its library by the link's target.
    terraform = tmp_path / "terraform"
    terraform.symlink_to(Path(sys.executable).resolve())
    done = subprocess.run(
        [sys.executable, "-c", WRAPPED, str(terraform)], capture_output=True, text=True
    )
    said = ["ready", "state written", "the wrapper ends", "raised again"]
    assert done.stdout.splitlines() == said, done.stderr
