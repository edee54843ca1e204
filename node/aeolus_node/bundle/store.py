"""Where bundles and their layers are kept, by what they were made of."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .archive import join, write_layer
from .digest import digest, digest_of, file_sha256
from .layer import Layer
from .node_bundle import SUFFIX, Architecture, NodeBundle
from .uv import LOCKED_AT

Say = Callable[[str], None]

KEPT = 16
"""Bundles, and layers, that are kept: those last used, of a few environments and changes."""

# Another builder makes other bytes. Of the files that this process has loaded, as near as may be.
_BUILDER = digest_of(Path(__file__).parent)

_MODIFIED = int(datetime.fromisoformat(LOCKED_AT).replace(tzinfo=UTC).timestamp())
"""Of every file in a bundle. Web servers tell browsers by it whether a file is another."""
_WORK = "work-"
_KEY = 32
"""Digits of a hash that make a name."""


class Store:
    """A folder of bundles, which several processes may use at once."""

    def __init__(self, folder: Path, say: Say) -> None:
        """Keep bundles in `folder`; `say` is told of each step that takes its time."""
        self._folder, self._say = folder, say

    def bundle(self, architecture: Architecture, layers: Sequence[Layer]) -> NodeBundle:
        """Return the bundle of `layers`, built if there is none; raises BundleError."""
        path = self._find(architecture, layers)
        if path is None:
            with self._alone():
                # While this process waited, another may have built it.
                path = self._find(architecture, layers) or self._build(architecture, layers)
        return NodeBundle(architecture, path, path.name.removesuffix(SUFFIX).rpartition("-")[2])

    def _find(self, architecture: Architecture, layers: Sequence[Layer]) -> Path | None:
        key = _key(architecture, *(_name(architecture, each) for each in layers))
        found = next(self._folder.glob(f"{key}-*{SUFFIX}"), None)
        if found is not None:
            found.touch()
        return found

    def _build(self, architecture: Architecture, layers: Sequence[Layer]) -> Path:
        packed = [self._layer(architecture, each) for each in layers]
        with self._work() as work:
            whole = work / "bundle"
            join(packed, whole)
            key = _key(architecture, *(each.stem for each in packed))
            path = self._folder / f"{key}-{file_sha256(whole)}{SUFFIX}"
            whole.rename(path)
        self._forget(f"*-*-*{SUFFIX}")
        return path

    def _layer(self, architecture: Architecture, layer: Layer) -> Path:
        name = _name(architecture, layer)
        path = self._folder / f"{name}.layer"
        if path.exists():
            path.touch()
            return path
        begin = time.monotonic()
        self._say(f"node bundle for {architecture}: {layer.title}")
        with self._work() as work:
            root, packed = work / "root", work / "layer"
            root.mkdir()
            layer.lay(root)
            write_layer(root, packed, _MODIFIED)
            changed = _name(architecture, layer) != name
            if not changed:
                packed.rename(path)
        self._say(f"node bundle for {architecture}:   done in {time.monotonic() - begin:.1f} s")
        self._forget("*.layer")
        # Somebody edited a file after it was looked at, or before it was packed.
        return self._layer(architecture, layer) if changed else path

    @contextmanager
    def _work(self) -> Iterator[Path]:
        """Make a folder beside the bundles, so that what is made there can be moved to them."""
        with tempfile.TemporaryDirectory(prefix=_WORK, dir=self._folder) as folder:
            yield Path(folder)

    def _forget(self, pattern: str) -> None:
        """Keep the latest of the files that match."""
        found = sorted(self._folder.glob(pattern), key=lambda path: path.stat().st_mtime)
        for path in found[:-KEPT]:
            path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Build while no other process does."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._say("node bundle: waiting for another process that builds one")
                fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self._folder.glob(f"{_WORK}*"):
                shutil.rmtree(left)  # by a process that was killed
            yield


def _name(architecture: Architecture, layer: Layer) -> str:
    """Return what a layer is kept as: by all that it is made of."""
    return _key(architecture, layer.title, layer.inputs)


def _key(architecture: Architecture, *inputs: str) -> str:
    return f"{digest(_BUILDER, *inputs)[:_KEY]}-{architecture}"
