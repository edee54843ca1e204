"""The images of a region, shared by all regions of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aeolus_sandbox.machines.image import cache, mirror
from aeolus_sandbox.machines.image.build import Say
from aeolus_sandbox.machines.image.recipe import SERVICES, Recipe


@dataclass(frozen=True)
class Images:
    """Images below `directory`, each kind in a place of its own; built when first asked for."""

    directory: Path
    say: Say = print
    _found: dict[str, Path] = field(default_factory=dict, compare=False)

    def debian(self) -> Path:
        """Return the image that instances run from."""
        return self._image(Recipe(), "machines")

    def services(self) -> Path:
        """Return the image that databases, caches and load balancers run from."""
        return self._image(SERVICES, "services")

    def _image(self, recipe: Recipe, kind: str) -> Path:
        # Looking it up takes as long as booting a machine.
        if kind not in self._found:
            whole = recipe.model_copy(update={"sources": mirror.sources(recipe.suite)})
            self._found[kind] = cache.image(whole, self.directory / kind, self.say)
        return self._found[kind]
