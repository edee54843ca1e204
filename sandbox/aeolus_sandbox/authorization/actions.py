"""What policies call the operations of APIs.

Service Authorization Reference, "Actions, resources, and condition keys for AWS services".
"""

from __future__ import annotations

# By the name of a service in a signature, where policies have another.
_SERVICES = {"monitoring": "cloudwatch", "tagging": "tag", "email": "ses"}
_ACTIONS = {
    "lambda:Invoke": "lambda:InvokeFunction",
    "lambda:InvokeAsync": "lambda:InvokeFunction",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:ListObjects": "s3:ListBucket",
    "s3:ListObjectsV2": "s3:ListBucket",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:HeadObject": "s3:GetObject",
}
# Of who asks only who it is.
FREE = frozenset({"sts:GetCallerIdentity", "sts:GetSessionToken"})


def prefix(signed_for: str) -> str:
    """Return what begins the actions of a service, by its name in signatures."""
    return _SERVICES.get(signed_for, signed_for)


def action(service: str, operation: str) -> str:
    """Return the action that an operation of a service needs."""
    name = f"{service}:{operation}"
    return _ACTIONS.get(name, name)
