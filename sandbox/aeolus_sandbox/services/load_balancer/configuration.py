"""What a node's HAProxy is configured with (HAProxy 3.0 Configuration Manual)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from aeolus_sandbox.services.load_balancer import headers, rules
from aeolus_sandbox.services.load_balancer.balancer import (
    Balancer,
    Listener,
    Target,
    TargetGroup,
)
from aeolus_sandbox.services.load_balancer.unsupported import spoken

# Where things are, as the server sees them.
ETC = PurePosixPath("/etc/haproxy")
FILE = ETC / "haproxy.cfg"
RUN = PurePosixPath("/run/haproxy")
MASTER = RUN / "master.sock"
_WORKER = RUN / "worker.sock"

_WEB = ("HTTP", "HTTPS")
_SECURE = ("HTTPS", "TLS")
# Elastic Load Balancing User Guides: the idle timeouts of each kind unless told otherwise, and how
# long a target may take to accept a connection ("Troubleshoot", HTTP 504).
_IDLE_S = {"application": "60", "network": "350", "gateway": "350"}
_CONNECT_S = 10

# The targets of each target group that a node leads requests to.
Routable = Mapping[str, Sequence[Target]]


def file(balancer: Balancer, routable: Routable) -> str:
    """Return the configuration of a node that leads requests to these targets."""
    idle = balancer.attributes.get("idle_timeout.timeout_seconds", _IDLE_S[balancer.kind])
    lines = [
        "global",
        "log stdout format raw local0 notice",
        f"stats socket {_WORKER} mode 600 level admin expose-fd listeners",
        "nbthread 1",
        "maxconn 4000",
        "defaults",
        "log global",
        f"timeout connect {_CONNECT_S}s",
        *(f"timeout {kind} {idle}s" for kind in ("client", "server", "tunnel", "http-keep-alive")),
        # Whoever asks is told that a target failed; it is not asked again behind their back.
        "retries 0",
        *(f"errorfile {status} {ETC / f'{status}.http'}" for status in (502, 503, 504)),
    ]
    for listener in filter(spoken, balancer.listeners):
        lines += _frontend(balancer, listener)
    web = {arn for one in balancer.listeners if one.protocol in _WEB for arn in rules.groups(one)}
    for arn, group in sorted(balancer.groups.items()):
        lines += _backend(group, routable.get(arn, ()), web=arn in web)
    return "".join(f"{line}\n" for line in lines)


def certificate_list(listener: Listener) -> str:
    """Return the certificates of a listener, by the names in which clients choose among them."""
    return "".join(f"{certificate(arn)}\n" for arn in listener.certificates)


def certificate(arn: str) -> PurePosixPath:
    """Return the file of a certificate and its key."""
    return ETC / f"{arn.rpartition('/')[2]}.pem"


def certificate_list_file(listener: Listener) -> PurePosixPath:
    """Return the file of a listener's certificates."""
    return ETC / f"{listener.port}.list"


def _frontend(balancer: Balancer, listener: Listener) -> Iterator[str]:
    web = listener.protocol in _WEB
    bind = f"bind :{listener.port}"
    if listener.protocol in _SECURE:
        bind += f" ssl crt-list {certificate_list_file(listener)} ssl-min-ver {listener.tls}"
        http2 = balancer.attributes.get("routing.http2.enabled", "true") == "true"
        bind += " alpn h2,http/1.1" if web and http2 else ""
    yield f"frontend listener-{listener.port}"
    yield f"mode {'http' if web else 'tcp'}"
    yield bind
    if web:
        yield from headers.lines(balancer.attributes)
        yield from rules.lines(listener, balancer.groups)
    else:
        for arn in list(rules.groups(listener))[:1]:
            yield f"default_backend {balancer.groups[arn].name}"


def _backend(group: TargetGroup, targets: Sequence[Target], *, web: bool) -> Iterator[str]:
    yield f"backend {group.name}"
    yield f"mode {'http' if web else 'tcp'}"
    yield f"balance {'roundrobin' if group.algorithm == 'round_robin' else 'leastconn'}"
    if web and targets:
        # Without a server there would be no answer but 503; with one, it has failed to answer.
        yield f"errorfile 503 {ETC / '502.http'}"
    if web and group.sticky_s:
        yield f"cookie AWSALB insert indirect nocache maxlife {group.sticky_s}s"
    for target in targets:
        yield " ".join(_server(group, target, web=web))


def _server(group: TargetGroup, target: Target, *, web: bool) -> Iterator[str]:
    secure = group.protocol in _SECURE
    yield f"server {target.word} {target.address}:{target.port}"
    if secure:
        # Application Load Balancers User Guide, "Target groups": certificates are not validated.
        yield "ssl verify none"
    if web and group.version in ("HTTP2", "GRPC"):
        yield "alpn h2" if secure else "proto h2"
    if web and group.sticky_s:
        yield f"cookie {target.word}"
