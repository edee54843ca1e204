"""Checks the health of targets from where a node stands: its security groups let it, or not."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aeolus_sandbox.network import namespaces
from aeolus_sandbox.services.load_balancer import health
from aeolus_sandbox.services.load_balancer.balancer import HealthCheck, TargetKey
from aeolus_sandbox.services.load_balancer.health import Judgement, Outcome

# After how many seconds its thread must have begun or ended what it was told to.
_LIMIT_S = 30.0


@dataclass(frozen=True)
class Check:
    """What is checked, and how."""

    address: str
    port: int
    how: HealthCheck


class Checker:
    """Checks targets from inside a namespace, all in one thread; `changed` is called in it."""

    def __init__(self, namespace: str, changed: Callable[[], None]) -> None:
        """Check nothing yet."""
        self.judgements: dict[TargetKey, Judgement] = {}
        self._changed = changed
        self._tasks: dict[TargetKey, tuple[Check, asyncio.Task[None]]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=lambda: namespaces.within(namespace, self._loop.run_forever),
            name=f"checks {namespace}",
            daemon=True,
        )
        self._thread.start()

    def watch(self, checks: Mapping[TargetKey, Check]) -> None:
        """Check these from now on, and no others; what is known of them stays."""
        asyncio.run_coroutine_threadsafe(self._watch(checks), self._loop).result(_LIMIT_S)

    def close(self) -> None:
        """Check nothing any more."""
        self.watch({})
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _watch(self, checks: Mapping[TargetKey, Check]) -> None:
        for key, (check, task) in list(self._tasks.items()):
            if checks.get(key) != check:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                del self._tasks[key]
        for key in self.judgements.keys() - checks.keys():
            del self.judgements[key]
        for key, check in checks.items():
            if key not in self._tasks:
                self._tasks[key] = (check, self._loop.create_task(self._keep(key, check)))

    async def _keep(self, key: TargetKey, check: Check) -> None:
        while True:
            former = self.judgements.get(key, Judgement())
            judgement = former.after(await outcome(check), check.how)
            self.judgements[key] = judgement
            if judgement.told() != former.told():
                self._changed()
            await asyncio.sleep(check.how.interval_s)


async def outcome(check: Check) -> Outcome:
    """Return how a check goes."""
    try:
        async with asyncio.timeout(check.how.timeout_s):
            return await _ask(check)
    except TimeoutError:
        return health.TIMEOUT
    except OSError:
        return health.FAILED


async def _ask(check: Check) -> Outcome:
    secure = _unverified() if check.how.protocol in ("HTTPS", "TLS") else None
    reader, writer = await asyncio.open_connection(check.address, check.port, ssl=secure)
    try:
        if check.how.protocol not in ("HTTP", "HTTPS"):
            return health.WELL
        request = (
            f"GET {check.how.path} HTTP/1.1\r\nHost: {check.address}:{check.port}\r\n"
            "Connection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\n"
            "Accept-Encoding: gzip, compressed\r\n\r\n"
        )
        writer.write(request.encode())
        status = health.status_of(await reader.readline())
        return health.FAILED if status is None else health.answered(status, check.how.matcher)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
