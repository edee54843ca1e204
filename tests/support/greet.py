"""A Lambda function `greet`."""

from __future__ import annotations

import io
import zipfile
from typing import Any


def created(client: Any, code: str = "", **more: Any) -> Any:
    """Create the function and its role, and return its configuration as it is read back."""
    role = client("iam").create_role(RoleName="function", AssumeRolePolicyDocument="{}")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("greet.py", code)
    client("lambda").create_function(
        FunctionName="greet",
        Runtime="python3.11",
        Handler="greet.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": package.getvalue()},
        **more,
    )
    return client("lambda").get_function_configuration(FunctionName="greet")
