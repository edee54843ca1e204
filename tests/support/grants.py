"""What a role may do, and what a resource waits for, read from rendered JSON."""

from __future__ import annotations

from support.render import Rendered, policy, resources


def granted(rendered: Rendered, role: str) -> dict[str, list[str]]:
    """Return action → resources of the inline policies of the role whose id begins with `role`."""
    found: dict[str, list[str]] = {}
    for name, body in resources(rendered, "aws_iam_role_policy").items():
        if name.startswith(role):
            for statement in policy(body):
                for action in statement["Action"]:
                    found.setdefault(action, []).extend(statement["Resource"])
    return found


def owned_by(rendered: Rendered, type_: str, path: str) -> set[str]:
    """Return the addresses of the resources of a type below a construct; at least one."""
    prefix = path.replace("/", "_")
    found = {f"{type_}.{name}" for name in resources(rendered, type_) if name.startswith(prefix)}
    assert found, f"no {type_} below {path}"
    return found


def references(expression: str) -> str:
    """Return the logical id in an expression of one attribute, `${type.id.attribute}`."""
    return expression.split(".")[1]
