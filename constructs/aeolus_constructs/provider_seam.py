"""The seam to the AWS provider bindings, which loads only the resources that are used.

`cdktf_cdktf_provider_aws/__init__.py` imports all of its 2,135 modules, and the JavaScript behind
it does the same once more: 11 s and 2 s of every synth (open-constructs, terraform-cdk #3753).
Both are kept from it here: Python finds a bare package in the provider's place, and Node
defers each of the provider's modules to its first use.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

PROVIDER = "cdktf_cdktf_provider_aws"
_LAZY_REQUIRE = Path(__file__).with_name("lazy_require.cjs")


def install() -> None:
    """Put the bare package and the Node preload in place; must precede any provider import.

    Raises ImportError when the provider was imported before, or is not installed.
    """
    if PROVIDER in sys.modules:
        if getattr(sys.modules[PROVIDER], "__aeolus_seam__", False):
            return
        raise ImportError(f"{PROVIDER} was imported before aeolus_constructs, past its seam")
    spec = importlib.util.find_spec(PROVIDER)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{PROVIDER} is not installed: run `make setup`")
    package = ModuleType(PROVIDER)
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__ = spec
    package.__file__ = spec.origin
    package.__dict__["__aeolus_seam__"] = True
    sys.modules[PROVIDER] = package
    # Quoted, as Node would split a path at its spaces (Node.js CLI documentation, NODE_OPTIONS).
    preload = f'--require="{_LAZY_REQUIRE}"'
    options = os.environ.get("NODE_OPTIONS", "")
    if preload not in options:
        os.environ["NODE_OPTIONS"] = f"{options} {preload}".strip()
    # Node 20 works; jsii's banner about its end of life would bury real messages.
    os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")
