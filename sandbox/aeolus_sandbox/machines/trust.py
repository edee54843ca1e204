"""Makes the machines of a region trust its certificate authority: a thin layer over the image."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from aeolus_sandbox.commands import run
from aeolus_sandbox.machines.inside import LOGIN
from aeolus_sandbox.machines.layers import Disk

_BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
# Python's and Node's libraries, and botocore, carry bundles of their own unless told otherwise.
BUNDLE_VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")


def trust_layer(image: Path, certificates: dict[str, bytes], layer: Path) -> Path:
    """Return `layer`, a directory to lay over `image` that adds certificates by their names.

    It is what update-ca-certificates(8) makes of them, so that a machine that runs it again loses
    none, with an environment that leads libraries to the machine's bundle. Made new each time.
    """
    layer.parent.mkdir(parents=True, exist_ok=True)
    scratch = Disk(Path(tempfile.mkdtemp(prefix=".trust-", dir=layer.parent)))
    try:
        scratch.mount([image])
        _install(certificates, scratch.root)
        scratch.unmount()
        shutil.rmtree(layer, ignore_errors=True)
        os.replace(scratch.upper, layer)
    finally:
        scratch.discard()
        scratch.directory.rmdir()
    return layer


def _install(certificates: dict[str, bytes], root: Path) -> None:
    for name, certificate in certificates.items():
        (root / f"usr/local/share/ca-certificates/{name}.crt").write_bytes(certificate)
    run(["chroot", root, *LOGIN, "update-ca-certificates"])
    settings = [f"{name}={_BUNDLE}" for name in BUNDLE_VARIABLES]
    with (root / "etc/environment").open("a") as environment:
        environment.write("".join(f"{setting}\n" for setting in settings))
    drop_in = root / "etc/systemd/system.conf.d/50-trust.conf"
    drop_in.parent.mkdir(exist_ok=True)
    drop_in.write_text(f"[Manager]\nDefaultEnvironment={' '.join(settings)}\n")
