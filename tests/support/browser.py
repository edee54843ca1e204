"""Chromium without a window, driven over two pipes by its own protocol (Chrome DevTools)."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from support.machines import until

CHROMIUM = "chromium"
OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # which root cannot have
    "--disable-gpu",
    "--disable-dev-shm-usage",  # which a container may have too little of
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)
needs_chromium = pytest.mark.skipif(
    shutil.which(CHROMIUM) is None, reason="chromium is not installed: apt-get install chromium"
)


class BrowserEndedError(Exception):
    """It has ended, with what it said on its way out."""


@dataclass
class Browser:
    """A browser with one page."""

    asked: IO[bytes]
    told: IO[bytes]
    log: Path
    page: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def call(self, method: str, **parameters: Any) -> Any:
        """Return what the browser answers to a call of its protocol."""
        number = next(self.numbers)
        call = {"id": number, "method": method, "params": parameters}
        if self.page:
            call["sessionId"] = self.page
        self.asked.write(json.dumps(call).encode() + b"\0")
        self.asked.flush()
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def _message(self) -> bytes:
        message = bytearray()
        while (byte := self.told.read(1)) != b"\0":
            if not byte:
                raise BrowserEndedError(self.log.read_text(errors="replace"))
            message += byte
        return bytes(message)

    def open(self, url: str) -> None:
        """Go to a page; it may lead on."""
        self.call("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """Return the value of an expression of JavaScript in the page, awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")

    def await_true(self, script: str) -> None:
        """Return once an expression is true in the page."""
        try:
            until(lambda: self.run(script) is True, script)
        except AssertionError as error:
            shown = self.run("location.href + '\\n' + document.body?.innerText")
            raise AssertionError(f"{error}\n{shown}") from None

    def picture(self) -> bytes:
        """Return how the page looks, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def browser(profile: Path, *, host: str, here: str) -> Iterator[Browser]:
    """Start a browser to which `host` is what listens at the address `here`, by TLS."""
    address, _, port = here.partition(":")
    to_it, from_us = os.pipe()
    to_us, from_it = os.pipe()
    command = [
        CHROMIUM,
        *OPTIONS,
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
        f"--host-resolver-rules=MAP {host}:443 {here}, MAP * ~NOTFOUND",
        f"--ignore-certificate-errors-spki-list={key_of(address, int(port), host)}",
        "--window-size=1400,900",
    ]
    # It asks from descriptor 3 and answers to 4.
    shell = ["bash", "-c", f'exec 3<&{to_it} 4>&{from_it}; exec "$@"', "bash", *command]
    log = profile.with_name("chromium.log")
    with log.open("wb") as file:
        process = subprocess.Popen(shell, pass_fds=(to_it, from_it), stdout=file, stderr=file)
    os.close(to_it)
    os.close(from_it)
    with os.fdopen(from_us, "wb") as asked, os.fdopen(to_us, "rb") as told:
        try:
            made = Browser(asked, told, log)
            target = made.call("Target.createTarget", url="about:blank")["targetId"]
            page = made.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            made.page = page
            yield made
        finally:
            process.terminate()
            process.wait()


def key_of(address: str, port: int, host: str) -> str:
    """Return the hash of the key that a server has, as browsers pin it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((address, port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=host) as link,
    ):
        encoded = link.getpeercert(binary_form=True)
    assert encoded
    key = x509.load_der_x509_certificate(encoded).public_key()
    public = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(public).digest()).decode()
