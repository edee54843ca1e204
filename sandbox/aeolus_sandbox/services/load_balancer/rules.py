"""Rules of a listener as HAProxy's: the first whose conditions are met decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aeolus_sandbox.services.load_balancer import conditions
from aeolus_sandbox.services.load_balancer.balancer import (
    FixedResponse,
    Forward,
    Listener,
    Redirect,
    TargetGroup,
)
from aeolus_sandbox.services.load_balancer.quoting import quoted

_RULE, _TO = "txn.rule", "txn.to"
# What the parts of a redirect may hold, by HAProxy's expressions; a path is without its slash.
_PARTS = {
    "#{protocol}": "%[var(txn.protocol)]",
    "#{host}": "%[req.hdr(host),host_only]",
    "#{port}": "%[dst_port]",
    "#{path}": "%[path,bytes(1)]",
    "#{query}": "%[query]",
}


def groups(listener: Listener) -> Iterator[str]:
    """Yield the ARNs of the target groups that a listener forwards to."""
    for rule in listener.rules:
        if isinstance(rule.action, Forward):
            yield from (arn for arn, _ in rule.action.groups)


def lines(listener: Listener, known: Mapping[str, TargetGroup]) -> Iterator[str]:
    """Yield the lines of a frontend; `known` are the target groups by ARN."""
    for number, rule in enumerate(listener.rules):
        names = []
        for place, condition in enumerate(rule.conditions):
            names.append(f"rule{number}-{place}")
            yield from conditions.lines(names[-1], condition)
        met = " ".join([*names, f"!{{ var({_RULE}) -m found }}"])
        yield f"http-request set-var({_RULE}) int({number}) if {met}"
    for number, rule in enumerate(listener.rules):
        chosen = f"{{ var({_RULE}) -m int {number} }}"
        match rule.action:
            case Forward():
                yield from _forward(rule.action, known, chosen)
            case Redirect():
                yield from _redirect(rule.action, chosen)
            case FixedResponse():
                yield _fixed(rule.action, chosen)
    yield f"use_backend %[var({_TO})] if {{ var({_TO}) -m found }}"


def _forward(action: Forward, known: Mapping[str, TargetGroup], chosen: str) -> Iterator[str]:
    weighed = [(arn, weight) for arn, weight in action.groups if weight and arn in known]
    total = sum(weight for _, weight in weighed)
    if total:
        yield f"http-request set-var(txn.draw) rand({total}) if {chosen}"
    reached = 0
    for arn, weight in weighed:
        reached += weight
        drawn = f"{{ var(txn.draw) -m int lt {reached} }} !{{ var({_TO}) -m found }}"
        yield f"http-request set-var({_TO}) str({known[arn].name}) if {chosen} {drawn}"


def _redirect(action: Redirect, chosen: str) -> Iterator[str]:
    yield "http-request set-var(txn.protocol) str(http)"
    yield "http-request set-var(txn.protocol) str(https) if { ssl_fc }"
    place = f"{action.protocol.lower()}://{action.host}:{action.port}{action.path}"
    if action.query == "#{query}":
        # Nothing asked is nothing to be asked of the other place.
        asked = "{ query -m len gt 0 }"
        yield _location(action.status, f"{place}?#{{query}}", f"{chosen} {asked}")
        yield _location(action.status, place, chosen)
    else:
        yield _location(action.status, f"{place}?{action.query}" if action.query else place, chosen)


def _location(status: int, location: str, chosen: str) -> str:
    text = location.replace("%", "%%")
    for part, expression in _PARTS.items():
        text = text.replace(part, expression)
    return f"http-request redirect code {status} location {quoted(text)} if {chosen}"


def _fixed(action: FixedResponse, chosen: str) -> str:
    body = f"content-type {quoted(action.content_type)} string {quoted(action.body)}"
    said = f" {body}" if action.body else ""
    return f"http-request return status {action.status}{said} if {chosen}"
