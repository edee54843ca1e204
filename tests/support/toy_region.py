"""An embedded region whose AWS API is in this process, and that boots nothing."""

from __future__ import annotations

from typing import Any

from support import aws


class ToyRegion:
    """Stands for `Region` within `moto.mock_aws`."""

    def client(self, service: str) -> Any:
        """Return a client."""
        return aws.client(service)
