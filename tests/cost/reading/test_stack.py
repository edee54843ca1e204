"""What of a stack refers to what."""

from __future__ import annotations

from aeolus_cost.reading.stack import Stack
from aeolus_cost.reading.synthesized import read_configuration


def stack() -> Stack:
    return read_configuration(
        "test",
        {
            "resource": {
                "aws_instance": {"one": {}, "many": {"count": 2}},
                "aws_eip": {
                    "one": {"instance": "${aws_instance.one.id}"},
                    "many": {"count": 2, "instance": "${aws_instance.many[count.index].id}"},
                    "named_after": {"tags": {"of": "${aws_instance.one.id}"}},
                },
            }
        },
    )


def referring(address: str, argument: str = "instance") -> list[str]:
    here = stack()
    (resource,) = (each for each in here.resources if each.address == address)
    return [each.address for each in here.referring(resource, "aws_eip", argument)]


def test_what_refers_to_a_resource_by_an_argument() -> None:
    assert referring("aws_instance.one") == ["aws_eip.one"]
    assert referring("aws_instance.one", "tags") == ["aws_eip.named_after"]


def test_a_reference_that_leaves_out_the_index_means_all_of_them() -> None:
    assert referring("aws_instance.many[1]") == ["aws_eip.many[0]", "aws_eip.many[1]"]


def test_nothing_refers_to_what_nobody_mentions() -> None:
    assert referring("aws_eip.one") == []
