"""Debian's packages that only some nodes need: who builds a bundle agrees with who installs it."""

from __future__ import annotations


def package_groups(*, git: bool, single_node: bool) -> tuple[str, ...]:
    """Return the groups of packages, folders of the bundle, of `requirements/debian-12.in`.

    `git` is for DAGs from a repository, `single_node` for a node that is the whole cluster.
    """
    wanted = {"git": git, "single_node": single_node}
    return tuple(group for group, needed in wanted.items() if needed)
