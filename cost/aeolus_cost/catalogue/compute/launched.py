"""The three ways to write a launch: an instance's own arguments, a template, a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.reading.values import Values

from .launch import Disk, Launch

BY_REQUIREMENTS = "its instance types are chosen by requirements: no rule for that"
ROOT_DEVICES = ("/dev/xvda", "xvda", "/dev/sda1", "/dev/sda")
"""The root device of Linux images (Amazon EC2 User Guide, "Device names for volumes")."""


@dataclass(frozen=True)
class Template(Launch):
    """As `aws_launch_template` says."""

    values: Values

    def instance_type(self) -> str:
        if self.values.has("instance_requirements"):
            raise NotPricedError(BY_REQUIREMENTS)
        return self.values.text("instance_type")

    def tenancy(self) -> str:
        return self.values.block("placement").text("tenancy")

    def cpu_credits(self) -> str:
        return self.values.block("credit_specification").text("cpu_credits")

    def spot(self) -> bool:
        return self.values.block("instance_market_options").text("market_type") == "spot"

    def monitoring(self) -> bool:
        return self.values.block("monitoring").flag("enabled")

    def public_address(self) -> bool | None:
        said = [
            each.flag("associate_public_ip_address")
            for each in self.values.blocks("network_interfaces")
            if each.has("associate_public_ip_address")
        ]
        return any(said) if said else None

    def root(self) -> Disk | None:
        return next((disk for device, disk in self._mapped if device in ROOT_DEVICES), None)

    def others(self) -> tuple[Disk, ...]:
        return tuple(disk for device, disk in self._mapped if device not in ROOT_DEVICES)

    @property
    def _mapped(self) -> Iterator[tuple[str, Disk]]:
        # A mapping without a block `ebs` is a disk of the host, or leaves a device out.
        for each in self.values.blocks("block_device_mappings"):
            if each.has("ebs"):
                yield each.text("device_name"), Disk(each.block("ebs"))


@dataclass(frozen=True)
class Configuration(Launch):
    """As `aws_launch_configuration` says; detailed monitoring is its default."""

    values: Values

    def instance_type(self) -> str:
        return self.values.text("instance_type")

    def tenancy(self) -> str:
        return self.values.text("placement_tenancy")

    def spot(self) -> bool:
        return self.values.has("spot_price")

    def monitoring(self) -> bool:
        return self.values.flag("enable_monitoring", default=True)

    def public_address(self) -> bool | None:
        return _flag(self.values, "associate_public_ip_address")

    def root(self) -> Disk | None:
        return _disk(self.values, "root_block_device")

    def others(self) -> tuple[Disk, ...]:
        return tuple(Disk(each) for each in self.values.blocks("ebs_block_device"))


@dataclass(frozen=True)
class Arguments(Launch):
    """As `aws_instance` says, which counts before its template."""

    values: Values
    template: Launch

    def instance_type(self) -> str:
        return self.values.text("instance_type") or self.template.instance_type()

    def tenancy(self) -> str:
        on_host = self.values.has("host_id") or self.values.has("host_resource_group_arn")
        return "host" if on_host else self.values.text("tenancy") or self.template.tenancy()

    def cpu_credits(self) -> str:
        own = self.values.block("credit_specification").text("cpu_credits")
        return own or self.template.cpu_credits()

    def spot(self) -> bool:
        own = self.values.block("instance_market_options").text("market_type")
        return own == "spot" if own else self.template.spot()

    def monitoring(self) -> bool:
        own = _flag(self.values, "monitoring")
        return self.template.monitoring() if own is None else own

    def public_address(self) -> bool | None:
        # An interface that is there already gets no address at launch.
        if self.values.has("network_interface") or self.values.has("primary_network_interface"):
            return False
        own = _flag(self.values, "associate_public_ip_address")
        return self.template.public_address() if own is None else own

    def root(self) -> Disk | None:
        return _disk(self.values, "root_block_device") or self.template.root()

    def others(self) -> tuple[Disk, ...]:
        own = tuple(Disk(each) for each in self.values.blocks("ebs_block_device"))
        return own + self.template.others()


def _flag(values: Values, name: str) -> bool | None:
    return values.flag(name) if values.has(name) else None


def _disk(values: Values, name: str) -> Disk | None:
    return next((Disk(each) for each in values.blocks(name)), None)
