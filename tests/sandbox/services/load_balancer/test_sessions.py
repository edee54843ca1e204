"""The sessions of a HAProxy's worker."""

from __future__ import annotations

from aeolus_sandbox.services.load_balancer.sessions import Session, sessions, workers

PROCESSES = """\
#<PID>          <type>          <reloads>       <uptime>        <version>
1               master          1 [failed: 0]   0d00h00m02s     3.0.11-1+deb13u5
# workers
97              worker          0               0d00h00m00s     3.0.11-1+deb13u5
# old workers
94              worker          1               0d00h00m02s     3.0.11-1+deb13u5
# programs

"""
TOLD = """\
0x7f28: proto=tcpv4 src=127.0.0.1:46742 fe=listener-80 be=pages-1 srv=i-1:80 ts=00 epoch=0 age=0s
0x7f29: proto=tcpv4 src=127.0.0.1:46743 fe=listener-80 be=<NONE> srv=<none> ts=00 epoch=0 age=0s
0x7f30: proto=sockpair src=unix:1 fe=GLOBAL be=<NONE> srv=<none> ts=00 epoch=0 age=0s calls=1
"""


def test_workers_that_only_end_what_they_have_begun_are_workers_too() -> None:
    assert workers(PROCESSES) == ["97", "94"]


def test_sessions_are_told_by_the_server_that_they_are_with() -> None:
    mine = [one for one in sessions("94", TOLD) if one.server == ("pages-1", "i-1:80")]
    assert mine == [Session("94", "0x7f28", ("pages-1", "i-1:80"))]
    assert all(
        one.server == ("<NONE>", "<none>") for one in sessions("94", TOLD) if one not in mine
    )
