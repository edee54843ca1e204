"""The server of a region as a background process: started, awaited, asked, stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import write_atomically
from aeolus_sandbox.process import ProcessId
from aeolus_sandbox.supervisor.settings import Settings

HOST = "127.0.0.1"
_START_LIMIT_S = 60.0
_NICE = "-7"  # about five times as much
_ANSWER_LIMIT_S = 30.0


def log_file(directory: Path) -> Path:
    """Return where the server of the region kept in `directory` writes."""
    return directory / "api.log"


def _process_file(directory: Path) -> Path:
    """Return the file that exists from the first moment: whoever starts may be killed half-way."""
    return directory / "process.json"


def start(directory: Path, account: Path, port: int, machines: Settings | None = None) -> ProcessId:
    """Start the server for the account described in `account`; return before it answers.

    With settings of `machines` what is deployed comes to life.
    """
    (directory / "port").unlink(missing_ok=True)
    command = [sys.executable, "-m", "aeolus_sandbox.api", "--host", HOST, "--port", str(port)]
    command += ["--account", str(account), "--state-dir", str(directory)]
    command += ["--ready-file", str(directory / "port")]
    if machines:
        command += ["--machines", machines.model_dump_json()]
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "MOTO_"))}
    with log_file(directory).open("wb") as log:
        # A session of its own: Ctrl-C in the caller's terminal is not for the server.
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=inherited,
            cwd=directory,
        )
    _prefer(server.pid)
    try:
        identity = ProcessId.of(server.pid)
        if identity is None:
            raise SandboxError(_failure(directory))
        write_atomically(_process_file(directory), identity.model_dump_json())
    except BaseException:
        server.kill()
        server.wait()
        raise
    server.returncode = 0  # it outlives us: Popen need not watch over it
    return identity


def _prefer(pid: int) -> None:
    """Let the server have more of the CPU than a program beside it: all its machines wait for it.

    Each session is a group of its own (sched(7), "The autogroup feature"), which only root may
    prefer; elsewhere it is one of many.
    """
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(_NICE)


def await_port(server: ProcessId, directory: Path) -> int:
    """Return the server's port once it answers. Raises SandboxError when it does not."""
    deadline = time.monotonic() + _START_LIMIT_S
    ready = directory / "port"
    while time.monotonic() < deadline:
        if not server.alive():
            raise SandboxError(_failure(directory))
        if ready.exists() and _answers(port := int(ready.read_text())):
            return port
        time.sleep(0.05)
    raise SandboxError(f"the embedded region does not answer: see {log_file(directory)}")


def _failure(directory: Path) -> str:
    lines = log_file(directory).read_text(errors="replace").strip().splitlines()
    reason = lines[-1] if lines else f"no message in {log_file(directory)}"
    return f"the embedded region did not start: {reason}"


def _answers(port: int) -> bool:
    try:
        return bool(request(f"http://{HOST}:{port}/_sandbox/health"))
    except (urllib.error.URLError, TimeoutError):
        return False


def request(url: str, method: str = "GET", body: bytes | None = None) -> bytes:
    """Return the body that `url` answers with; a proxy in the environment is passed by.

    Raises SandboxError with the reason that a page of the sandbox's own refuses with.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(url, method=method, data=body)
    try:
        with opener.open(asked, timeout=_ANSWER_LIMIT_S) as answer:
            found: bytes = answer.read()
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.BAD_REQUEST:
            raise
        raise SandboxError(json.loads(error.read())["error"]) from None
    return found


def stop(directory: Path) -> None:
    """End the server of the region kept in `directory`, if it still runs."""
    recorded = _process_file(directory)
    if recorded.exists():
        ProcessId.model_validate_json(recorded.read_text()).stop()
