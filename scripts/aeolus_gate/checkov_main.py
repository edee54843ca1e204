"""checkov, taught to read Terraform JSON as it reads HCL. Run by .venv-checkov's Python.

checkov 3.3.30 takes a `null` argument for a value that is set, and leaves a policy in JSON an
unread string; its checks then pass in silence on open security groups and on `"Action": "*"`.
In HCL it sees neither, because Terraform's rule holds there: null is absent, and a policy is
parsed. tests/gate/test_checkov.py fails when this no longer works.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from checkov.main import Checkov
from checkov.terraform_json import parser

_as_checkov_reads = parser.hclify


def as_hcl(
    obj: dict[str, Any], conf: dict[str, Any] | None = None, parent_key: str | None = None
) -> dict[str, Any]:
    """Return one block as checkov's HCL parser would: without nulls, its policies parsed."""
    given = {key: value for key, value in obj.items() if value is not None}
    block = _as_checkov_reads(given, conf, parent_key)
    policies = {key: policy for key, value in given.items() if (policy := _policy(value))}
    return {**block, **{key: [policy] for key, policy in policies.items()}}


def _policy(value: object) -> dict[str, Any] | None:
    """Return the policy document that a string holds, if it does."""
    if not isinstance(value, str) or '"Statement"' not in value:
        return None
    document = json.loads(value)
    return document if isinstance(document, dict) else None


if __name__ == "__main__":
    parser.hclify = as_hcl
    sys.exit(Checkov(sys.argv[1:]).run())
