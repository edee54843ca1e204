"""The headers of messages on their way to the region's API and back."""

from __future__ import annotations

from aeolus_sandbox.endpoints import headers

SOURCE = "198.18.0.7"


def test_the_api_is_told_from_where_and_by_what_a_request_came() -> None:
    told = headers.onward([("Host", "s3.amazonaws.com")], SOURCE, "vpce-1", tls=True)
    assert dict(told) == {
        "Host": "s3.amazonaws.com",
        "X-Sandbox-Source-Ip": SOURCE,
        "X-Sandbox-Source-Vpce": "vpce-1",
        "X-Sandbox-Secure-Transport": "true",
    }


def test_a_client_cannot_say_so_itself() -> None:
    forged = [("x-sandbox-source-VPCE", "vpce-2"), ("X-SANDBOX-anything", "1")]
    told = headers.onward(forged, SOURCE, None, tls=False)
    assert told == [("X-Sandbox-Source-Ip", SOURCE), ("X-Sandbox-Secure-Transport", "false")]


def test_what_concerns_one_connection_ends_with_it() -> None:
    given = [("Connection", "close"), ("Expect", "100-continue"), ("Transfer-Encoding", "chunked")]
    kept = headers.onward([*given, ("x-amz-meta-a", "b")], SOURCE, None, tls=True)
    assert [name for name, _ in kept if not name.startswith("X-Sandbox")] == ["x-amz-meta-a"]


def test_a_header_given_twice_stays_given_twice() -> None:
    twice = [("x-amz-meta-a", "1"), ("x-amz-meta-a", "2")]
    assert headers.onward(twice, SOURCE, None, tls=True)[:2] == twice
    assert list(headers.back(twice, "sts")) == twice


def test_an_answer_names_the_server_that_aws_names() -> None:
    given = [("Server", "Werkzeug/3"), ("Connection", "close"), ("ETag", '"1"')]
    assert list(headers.back(given, "s3")) == [("Server", "AmazonS3"), ("ETag", '"1"')]
    assert list(headers.back(given, "sts")) == [("ETag", '"1"')]
