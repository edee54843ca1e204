"""A door: connections to a port of this machine's loopback go on in a region's internet."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address

from aeolus_sandbox.network import internet, namespaces

HERE = "127.0.0.1"
_CONNECT_LIMIT_S = 10.0
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Way:
    """Where a connection goes, and from which address of the namespace it comes: any, if None."""

    address: IPv4Address
    port: int
    source: IPv4Address | None = None


# Asked anew for each connection, as an address may have gone with its node.
Where = Callable[[], Way | None]


class Doors:
    """Doors into a region's internet, all kept by one thread of their own."""

    def __init__(self, namespace: str) -> None:
        """Open none yet."""
        self._internet = namespace
        self._servers: list[asyncio.Server] = []
        self._connecting = ThreadPoolExecutor(thread_name_prefix="doors")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="doors", daemon=True)
        self._thread.start()

    def open(self, where: Where) -> int:
        """Open a door; return its port. It is there until all are closed."""
        listening = socket.create_server((HERE, 0))
        asyncio.run_coroutine_threadsafe(self._serve(listening, where), self._loop).result()
        port: int = listening.getsockname()[1]
        return port

    def close(self) -> None:
        """Close all doors, and what goes through them."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._connecting.shutdown(wait=False)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        going = asyncio.all_tasks(self._loop) - {asyncio.current_task()}
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def _serve(self, listening: socket.socket, where: Where) -> None:
        async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                # asyncio itself reports a cancelled task as an error.
                with contextlib.suppress(OSError, asyncio.CancelledError):
                    await self._lead(reader, writer, where)
            finally:
                writer.close()

        self._servers.append(await asyncio.start_server(accepted, sock=listening))

    async def _lead(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, where: Where
    ) -> None:
        if not (way := where()):
            return
        connecting = self._connecting.submit(self._connect, way)
        try:
            there = await asyncio.wrap_future(connecting)
        except asyncio.CancelledError:
            connecting.add_done_callback(_close)
            raise
        answers, onward = await asyncio.open_connection(sock=there)
        try:
            await asyncio.gather(_pass_on(reader, onward), _pass_on(answers, writer))
        finally:
            onward.close()

    def _connect(self, way: Way) -> socket.socket:
        source = (str(way.source), 0) if way.source else None
        if way.source:
            internet.serve_at(self._internet, [way.source])

        def connected() -> socket.socket:
            there = (str(way.address), way.port)
            made = socket.create_connection(there, _CONNECT_LIMIT_S, source)
            made.setblocking(False)
            return made

        return namespaces.within(self._internet, connected)


def _close(connected: Future[socket.socket]) -> None:
    """Close a connection that comes when all doors are closed."""
    if not connected.cancelled() and not connected.exception():
        connected.result().close()


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Pass on all that comes; who has no more to say may still be answered."""
    while piece := await source.read(_PIECE):
        sink.write(piece)
        await sink.drain()
    if sink.can_write_eof():
        sink.write_eof()
