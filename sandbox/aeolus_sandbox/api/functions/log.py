"""The log of an invocation (AWS Lambda Developer Guide, "Sending function logs to CloudWatch")."""

from __future__ import annotations

import math


def framed(printed: str, request_id: str, version: str, duration_ms: float, memory_mb: int) -> str:
    """Return what a function has printed between the lines that Lambda itself writes."""
    if printed and not printed.endswith("\n"):
        printed += "\n"
    return (
        f"START RequestId: {request_id} Version: {version}\n"
        f"{printed}"
        f"END RequestId: {request_id}\n"
        f"REPORT RequestId: {request_id}\tDuration: {duration_ms:.2f} ms\t"
        f"Billed Duration: {math.ceil(duration_ms)} ms\tMemory Size: {memory_mb} MB\n"
    )
