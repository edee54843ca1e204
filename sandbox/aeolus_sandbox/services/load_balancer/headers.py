"""What a load balancer does to the headers of a request.

Application Load Balancers User Guide, "HTTP headers and Application Load Balancers" and "Request
tracing for your Application Load Balancer".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_FORWARDED_FOR = "x-forwarded-for"
_TRACE = "x-amzn-trace-id"
_ROOT = "Root=1-%[var(txn.now),lower]-%[uuid,regsub(-,,g),bytes(0,24)]"


def lines(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a frontend."""
    if attributes.get("routing.http.drop_invalid_header_fields.enabled") == "true":
        yield "http-request del-header '[^-a-zA-Z0-9]' -m reg"
    yield from _forwarded_for(attributes.get("routing.http.xff_header_processing.mode", "append"))
    yield "http-request set-header x-forwarded-proto https if { ssl_fc }"
    yield "http-request set-header x-forwarded-proto http unless { ssl_fc }"
    yield "http-request set-header x-forwarded-port %[dst_port]"
    yield "http-request set-var-fmt(txn.now) %{+X}Ts"
    there = f"{{ req.fhdr({_TRACE}) -m sub Root= }}"
    own = _ROOT.replace("Root", "Self")
    yield f'http-request set-header {_TRACE} "{own};%[req.fhdr({_TRACE})]" if {there}'
    yield f'http-request set-header {_TRACE} "{_ROOT}" unless {there}'


def _forwarded_for(mode: str) -> Iterator[str]:
    there = f"{{ req.fhdr({_FORWARDED_FOR}) -m found }}"
    if mode == "append":
        value = f'"%[req.fhdr({_FORWARDED_FOR})], %[src]"'
        yield f"http-request set-header {_FORWARDED_FOR} {value} if {there}"
        yield f"http-request set-header {_FORWARDED_FOR} %[src] unless {there}"
    elif mode == "remove":
        yield f"http-request del-header {_FORWARDED_FOR}"
