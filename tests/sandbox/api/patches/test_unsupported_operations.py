"""Any service: an operation moto lacks answers once, in the service's own error format."""

from __future__ import annotations

import pytest
from moto.moto_server import werkzeug_app

from aeolus_sandbox.api.patches.unsupported_operations import PATCH, error_body

# An operation that the API has and moto lacks.
FORM = {"Action": "DescribeUserGroups", "Version": "2015-02-02"}
HOST = {"Host": "elasticache.eu-central-1.amazonaws.com"}


def test_moto_fails_with_an_exception_that_becomes_a_retried_500() -> None:
    with pytest.raises(NotImplementedError):
        werkzeug_app.create_backend_app("elasticache").test_client().post(
            "/", data=FORM, headers=HOST
        )


def test_patched_the_answer_is_501_and_says_what_is_missing() -> None:
    with PATCH.applied():
        app = werkzeug_app.create_backend_app("elasticache")
    answer = app.test_client().post("/", data=FORM, headers=HOST)
    assert answer.status_code == 501
    assert "describe_user_groups" in answer.text


def test_patched_an_unknown_path_is_still_not_found() -> None:
    with PATCH.applied():
        app = werkzeug_app.create_backend_app("elasticache")
    assert app.test_client().get("/nothing/here", headers=HOST).status_code == 404


@pytest.mark.parametrize(
    ("service", "root"),
    [("rds", "<ErrorResponse>"), ("ec2", "<Response>"), ("s3", "<Error>"), ("kms", "{")],
)
def test_the_error_is_in_the_services_protocol(service: str, root: str) -> None:
    body, _ = error_body(service, "no <such> thing")
    assert body.startswith(root)


def test_a_message_cannot_break_the_document() -> None:
    assert "no &lt;such&gt; thing" in error_body("ec2", "no <such> thing")[0]
