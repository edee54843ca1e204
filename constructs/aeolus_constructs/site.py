"""What the parts of a cluster are built from: the configuration, and what they stand on."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_config.model import Environment
from aeolus_config.rules.architecture import architecture_of

from .deployment import Deployment
from .foundation import Foundation
from .protection import Protection


@dataclass(frozen=True)
class Site:
    """An environment with its name and account, its foundation, and how far it is protected."""

    environment: Environment
    deployment: Deployment
    foundation: Foundation
    protection: Protection

    def image_for(self, instance_type: str) -> str:
        """Return the image of the architecture that `instance_type` has."""
        return self.environment.ami_id[architecture_of(instance_type)]
