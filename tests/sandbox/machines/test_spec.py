"""What a machine is made from, and what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from aeolus_sandbox.machines.spec import MachineSpec

FIELDS = {
    "instance_id": "i-0123456789abcdef0",
    "hostname": "ip-10-0-0-5.ec2.internal",
    "layers": [Path("image")],
    "namespace": "one.i-0123456789abcdef0",
    "nameserver": "10.0.0.2",
    "search": "ec2.internal",
}


def spec(**changes: object) -> MachineSpec:
    return MachineSpec.model_validate({**FIELDS, **changes})


def test_its_hypervisor_is_amazons() -> None:
    uuid = spec().hypervisor_uuid
    assert uuid.startswith("ec2")
    assert [len(part) for part in uuid.split("-")] == [8, 4, 4, 4, 12]


def test_an_instance_is_the_same_machine_at_each_boot_and_no_other() -> None:
    assert spec().machine_id == spec(nameserver="10.0.0.3").machine_id
    assert spec().machine_id != spec(instance_id="i-0123456789abcdef1").machine_id
    assert len(spec().machine_id) == 32


@pytest.mark.parametrize(
    "wrong",
    [
        {"instance_id": "../../etc"},
        {"layers": []},
        {"memory_bytes": 0},
        {"cpus": -1},
        {"nameserver": "name"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_a_machine_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        spec(**wrong)
