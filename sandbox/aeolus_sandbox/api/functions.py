"""Lambda functions without Docker: a function's own code, each invocation in a subprocess."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HOST = Path(__file__).with_name("function_host.py")


@dataclass(frozen=True)
class Outcome:
    """What came of an invocation: the payload (JSON), whether it is an error, what it printed."""

    payload: str
    failed: bool
    output: str


def environment(function: Any, code_dir: Path) -> dict[str, str]:
    """Return what the function's process finds in its environment, nothing of the server's.

    AWS Lambda Developer Guide, Defined runtime environment variables. The endpoint leads its
    SDK to this region.
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
        "AWS_ACCESS_KEY_ID": "embedded",
        "AWS_SECRET_ACCESS_KEY": "embedded",
        "AWS_ENDPOINT_URL": os.environ.get("AWS_ENDPOINT_URL", ""),
        **(function.environment_vars or {}),
    }


def _context(function: Any) -> dict[str, Any]:
    return {
        "function_name": function.function_name,
        "function_version": str(function.version),
        "invoked_function_arn": function.function_arn,
        "memory_limit_in_mb": int(function.memory_size),
        "aws_request_id": str(uuid.uuid4()),
        "log_group_name": function.logs_group_name,
        "log_stream_name": "embedded",
        "timeout_s": int(function.timeout),
    }


def run(function: Any, event: Any) -> Outcome:
    """Run `function` (moto's LambdaFunction) once with `event`, within its time and memory."""
    with tempfile.TemporaryDirectory(prefix="function-") as directory:
        code_dir, result = Path(directory, "code"), Path(directory, "result.json")
        zipfile.ZipFile(io.BytesIO(function.code_bytes)).extractall(code_dir)
        memory = int(function.memory_size) * 2**20

        def limit_memory() -> None:
            # Data rather than address space: libraries map far more than they touch.
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

        command = [sys.executable, "-I", str(_HOST), str(code_dir), function.handler]
        command += [str(result), json.dumps(_context(function))]
        try:
            ended = subprocess.run(
                command,
                input=json.dumps(event).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=environment(function, code_dir),
                cwd=code_dir,
                timeout=int(function.timeout),
                preexec_fn=limit_memory,
            )
        except subprocess.TimeoutExpired as expired:
            message = f"Task timed out after {int(function.timeout)}.00 seconds"
            return _failure("Sandbox.Timedout", message, expired.stdout or b"")
        if not result.exists():
            message = f"Runtime exited with status {ended.returncode}"
            return _failure("Runtime.ExitError", message, ended.stdout)
        output = ended.stdout.decode(errors="replace")
        return Outcome(result.read_text(), ended.returncode != 0, output)


def _failure(error_type: str, message: str, output: bytes) -> Outcome:
    payload = json.dumps({"errorType": error_type, "errorMessage": message})
    return Outcome(payload, True, f"{output.decode(errors='replace')}{message}\n")


def deliver(function_arn: str, event: Any) -> threading.Thread:
    """Invoke a function asynchronously, as event sources do; return the thread that waits for it.

    A failed delivery is logged by the function itself and not repeated.
    """
    from moto.awslambda.utils import get_backend

    _, _, _, region, account_id, _, name, *qualifier = function_arn.split(":")
    function = get_backend(account_id, region).get_function(name, *qualifier)
    thread = threading.Thread(
        target=function._invoke_lambda, args=(event,), name=f"invoke {name}", daemon=True
    )
    thread.start()
    return thread
