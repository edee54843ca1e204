"""Lambda functions without Docker: a function's own code, each invocation in a subprocess."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aeolus_sandbox.api.functions.ground import Ground, grounds
from aeolus_sandbox.api.functions.log import framed

_HOST = Path(__file__).with_name("function_host.py")


@dataclass(frozen=True)
class Outcome:
    """What came of an invocation: the payload (JSON), whether it is an error, what it printed."""

    payload: str
    failed: bool
    output: str
    duration_ms: float = 0.0


def environment(function: Any, code_dir: Path, ground: Ground) -> dict[str, str]:
    """Return what the function's process finds in its environment, nothing of the server's.

    AWS Lambda Developer Guide, Defined runtime environment variables.
    """
    return {
        "PATH": os.environ.get("PATH", ""),
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "LAMBDA_TASK_ROOT": str(code_dir),
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        **ground.environment,
        **(function.environment_vars or {}),
    }


def _ground(function: Any) -> Ground:
    if grounds.find is not None:
        return grounds.find(function)
    beside_the_server = {
        "AWS_ACCESS_KEY_ID": "embedded",
        "AWS_SECRET_ACCESS_KEY": "embedded",
        "AWS_ENDPOINT_URL": os.environ.get("AWS_ENDPOINT_URL", ""),
    }
    return Ground(environment=beside_the_server)


def _context(function: Any, request_id: str) -> dict[str, Any]:
    return {
        "function_name": function.function_name,
        "function_version": str(function.version),
        "invoked_function_arn": function.function_arn,
        "memory_limit_in_mb": int(function.memory_size),
        "aws_request_id": request_id,
        "log_group_name": function.logs_group_name,
        "log_stream_name": "embedded",
        "timeout_s": int(function.timeout),
    }


def run(function: Any, event: Any) -> Outcome:
    """Run `function` (moto's LambdaFunction) once with `event`, within its time and memory.

    Raises SandboxError when it has no ground to run on.
    """
    request_id, ground = str(uuid.uuid4()), _ground(function)
    with tempfile.TemporaryDirectory(prefix="function-") as directory:
        code_dir, result = Path(directory, "code"), Path(directory, "result.json")
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(code_dir)
        command = [*ground.enter, sys.executable, "-I", str(_HOST), str(code_dir), function.handler]
        command += [str(result), json.dumps(_context(function, request_id))]
        begun = time.monotonic()
        status, output = _process(
            function, command, environment(function, code_dir, ground), code_dir, event
        )
        duration_ms = 1000 * (time.monotonic() - begun)
        payload, failed, message = _judged(function, status, result)
    printed = output.decode(errors="replace") + message
    log = framed(printed, request_id, str(function.version), duration_ms, int(function.memory_size))
    return Outcome(payload, failed, log, duration_ms)


def _process(
    function: Any, command: Sequence[str], env: dict[str, str], code_dir: Path, event: Any
) -> tuple[int | None, bytes]:
    """Return the exit status of a function's process, None when its time was up, and its output."""
    memory = int(function.memory_size) * 2**20

    def limit_memory() -> None:
        # Data rather than address space: libraries map far more than they touch.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

    try:
        ended = subprocess.run(
            command,
            input=json.dumps(event).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=code_dir,
            timeout=int(function.timeout),
            preexec_fn=limit_memory,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        return None, expired.stdout or b""
    return ended.returncode, ended.stdout


def _judged(function: Any, status: int | None, result: Path) -> tuple[str, bool, str]:
    """Return the payload, whether it is an error, and what the runtime adds to the log."""
    if status is None:
        message = f"Task timed out after {int(function.timeout)}.00 seconds"
        return _error("Sandbox.Timedout", message), True, f"{message}\n"
    if not result.exists():
        message = f"Runtime exited with status {status}"
        return _error("Runtime.ExitError", message), True, f"{message}\n"
    return result.read_text(), status != 0, ""


def _error(error_type: str, message: str) -> str:
    return json.dumps({"errorType": error_type, "errorMessage": message})
