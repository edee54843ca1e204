"""Where the parts of an environment are, for its `airflow.cfg`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoints:
    """Names and addresses that a deploy gives; each may be an expression of Terraform's."""

    bucket: str
    web_url: str
    """Where people go, without a slash at the end."""
    execution_url: str
    """Where tasks find the execution API, `/execution/` included."""
