"""The metadata service of every VPC, in its router."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack

from aeolus_sandbox.metadata.answers import Service
from aeolus_sandbox.metadata.instance import Directory
from aeolus_sandbox.metadata.server import serving
from aeolus_sandbox.network import namespaces, router

_PORT = 80


class MetadataServers:
    """Serves in each VPC's router what its directory says."""

    def __init__(
        self, router_of: Callable[[str], str], directory: Callable[[str], Directory]
    ) -> None:
        """Take the name of a VPC's router, and its directory, from these; serve nowhere yet."""
        self._router_of, self._directory = router_of, directory
        self._serving: dict[str, ExitStack] = {}

    def serve(self, vpcs: Iterable[str]) -> None:
        """Serve in the routers of these VPCs, which are there, and in no others."""
        wanted = set(vpcs)
        for vpc in self._serving.keys() - wanted:
            self._serving.pop(vpc).close()
        for vpc in wanted - self._serving.keys():
            listening = namespaces.listen(self._router_of(vpc), router.METADATA_ADDRESS, _PORT)
            stack = ExitStack()
            stack.enter_context(serving(listening, Service(self._directory(vpc))))
            self._serving[vpc] = stack

    def close(self) -> None:
        """Serve nowhere any more."""
        self.serve(())
