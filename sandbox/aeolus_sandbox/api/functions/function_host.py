"""Runs one Lambda invocation: `python -I function_host.py CODE_DIR HANDLER RESULT_FILE CONTEXT`.

A script of the standard library alone: it is what a function's code sees of its runtime
(AWS Lambda Developer Guide, Python handler and context object).
"""

from __future__ import annotations

import importlib
import json
import sys
import time
import traceback
from pathlib import Path
from typing import Any


class Context:
    """The context object of an invocation."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.function_name: str = values["function_name"]
        self.function_version: str = values["function_version"]
        self.invoked_function_arn: str = values["invoked_function_arn"]
        self.memory_limit_in_mb: int = values["memory_limit_in_mb"]
        self.aws_request_id: str = values["aws_request_id"]
        self.log_group_name: str = values["log_group_name"]
        self.log_stream_name: str = values["log_stream_name"]
        self._deadline = time.monotonic() + values["timeout_s"]

    def get_remaining_time_in_millis(self) -> int:
        """Return the time left before the function is killed."""
        return max(0, int((self._deadline - time.monotonic()) * 1000))


def _error(error: BaseException) -> dict[str, Any]:
    return {
        "errorMessage": str(error),
        "errorType": type(error).__name__,
        "stackTrace": traceback.format_tb(error.__traceback__),
    }


def main(code_dir: str, handler: str, result_file: str, context: str) -> int:
    """Call the handler with the event on standard input; return 1 when it raised."""
    sys.path.insert(0, code_dir)
    try:
        module, _, name = handler.replace("/", ".").rpartition(".")
        function = getattr(importlib.import_module(module), name)
        result = json.dumps(function(json.load(sys.stdin), Context(json.loads(context))))
    except Exception as error:
        traceback.print_exc()
        Path(result_file).write_text(json.dumps(_error(error)))
        return 1
    Path(result_file).write_text(result)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
