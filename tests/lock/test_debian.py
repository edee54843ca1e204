"""Debian's lock file is what apt says is needed."""

from __future__ import annotations

from aeolus_lock.debian import groups, uris
from aeolus_node.bundle.folders import DEBIAN_LOCK

PRINTED = """\
Reading package lists...
'http://mirror.example/debian/pool/main/g/git/git_2.39.5-0%2bdeb12u3_arm64.deb' \
git_1%3a2.39.5-0+deb12u3_arm64.deb 7152820 SHA256:{:0>64}
'http://mirror.example/debian/pool/main/libe/liberror-perl/liberror-perl_0.17029-2_all.deb' \
liberror-perl_0.17029-2_all.deb 29032 SHA256:{:0>64}
""".format("a", "b")


def test_a_file_is_known_by_its_path_on_any_mirror() -> None:
    assert uris(PRINTED) == [
        ("pool/main/g/git/git_2.39.5-0+deb12u3_arm64.deb", f"{'a':0>64}"),
        ("pool/main/libe/liberror-perl/liberror-perl_0.17029-2_all.deb", f"{'b':0>64}"),
    ]


def test_groups_are_lines() -> None:
    found = dict(groups(DEBIAN_LOCK.with_suffix(".in").read_text()))
    assert found["single_node"] == ["postgresql-15", "redis-server", "nginx", "lego"]
