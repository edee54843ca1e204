"""`aws_ebs_volume`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource

from .ebs_size import size_of
from .purchase import ONE
from .volumes import DEFAULT_TYPE, MAGNETIC, MAGNETIC_IO, Volumes, magnetic_io, volumes


class EbsVolume(ResourceType):
    """A volume bills as long as it is there, attached or not (Amazon EBS pricing)."""

    type = "aws_ebs_volume"
    usage = (MAGNETIC_IO,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield its storage and what is provisioned.

        Raises NotPricedError for a volume of a snapshot that is not in the configuration.
        """
        type_ = resource.values.text("type", DEFAULT_TYPE)
        size = size_of(resource, view)
        if size is None:
            raise NotPricedError("its size is that of its snapshot, not in this configuration")
        yield from volumes(
            "Volume", Volumes(resource.values, type_, Figures.same(size), ONE, stops=False)
        )
        if type_ == MAGNETIC:
            yield magnetic_io(resource, view)
