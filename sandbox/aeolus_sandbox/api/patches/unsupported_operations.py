"""Any service: an operation moto lacks answers once, in the service's own error format."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from aeolus_sandbox.api.patches.patch import Patch, Replacement

LOG = logging.getLogger(__name__)

# AWS Signature Version 4: Credential=KEY/DATE/REGION/SERVICE/aws4_request
_SIGNED_FOR = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/(?P<service>[^/]+)/aws4_request")

# By botocore's name of a service's protocol (https://smithy.io/2.0/aws/protocols/).
_BODIES = {
    "query": "<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code>"
    "<Message>{message}</Message></Error></ErrorResponse>",
    "ec2": "<Response><Errors><Error><Code>NotImplemented</Code>"
    "<Message>{message}</Message></Error></Errors></Response>",
    "rest-xml": "<Error><Code>NotImplemented</Code><Message>{message}</Message></Error>",
}


def _protocol(service: str) -> str:
    import botocore.session
    from botocore.exceptions import UnknownServiceError

    try:
        model = botocore.session.get_session().get_service_model(service)
    except UnknownServiceError:
        return "json"
    return str(model.metadata["protocol"])


def error_body(service: str, message: str) -> tuple[str, str]:
    """Return the body of an error of `service` and its content type."""
    template = _BODIES.get(_protocol(service))
    if template is None:
        return json.dumps({"__type": "NotImplemented", "message": message}), "application/json"
    return template.format(message=escape(message)), "text/xml"


def _refusal(service: str, what: str) -> Any:
    from flask import Response

    body, content_type = error_body(service, f"the embedded region does not support this: {what}")
    return Response(body, 501, {"Content-Type": content_type, "x-amzn-errortype": "NotImplemented"})


def _without_service(environ: dict[str, Any], start_response: Any) -> Any:
    """Refuse a request to a service of which moto has nothing (a WSGI application)."""
    signed = _SIGNED_FOR.search(environ.get("HTTP_AUTHORIZATION", ""))
    service = signed["service"] if signed else "an unnamed service"
    LOG.error("moto has nothing of the service %s", service)
    return _refusal(service, f"no service {service}")(environ, start_response)


def _answering_once(original: Callable[[str], Any]) -> Callable[[str | None], Any]:
    def create_backend_app(service: str | None) -> Any:
        from werkzeug.exceptions import HTTPException

        if service is None:
            return _without_service
        app = original(service)

        def answer(error: Exception) -> Any:
            if isinstance(error, HTTPException):
                return error
            LOG.exception("moto cannot answer this %s request", service, exc_info=error)
            return _refusal(service, f"{type(error).__name__}: {error}")

        app.register_error_handler(Exception, answer)
        return app

    return create_backend_app


def _replacements() -> Sequence[Replacement]:
    from moto.moto_server import werkzeug_app

    return [Replacement(werkzeug_app, "create_backend_app", _answering_once)]


PATCH = Patch(
    name="unsupported_operations",
    aws="an error is a document in the service's protocol; SDKs retry 500 but not 501",
    source="AWS SDKs and Tools Reference Guide, Retry behavior",
    moto="answers 500 with an HTML page, which Terraform's provider retries for minutes",
    replacements=_replacements,
)
