"""A deploy's progress is read off what cdktf and Terraform print, colours and redraws and all."""

from __future__ import annotations

from aeolus_cli.terraform.progress import Progress, is_redrawn, plain

CREATING = "\x1b[2K\x1b[1A\x1b[Gprod  \x1b[0m\x1b[1maws_vpc.network: Creating...\x1b[0m\x1b[0m"
CREATED = "prod  \x1b[0m\x1b[1maws_vpc.network: Creation complete after 1s [id=vpc-1]\x1b[0m"
PLAN = "      \x1b[1mPlan:\x1b[0m 210 to add, 2 to change, 1 to destroy."
ERROR = """prod  ╷
      │ Error: creating EC2 VPC: VpcLimitExceeded
      │
      │   with aws_vpc.network,
      │   on cdk.tf.json line 9
      ╵
      unrelated"""


def fed(*lines: str) -> Progress:
    progress = Progress()
    for line in lines:
        progress.feed(plain(line))
    return progress


def test_everything_planned_counts() -> None:
    assert fed(PLAN).planned == 213


def test_a_resource_is_under_way_until_it_is_complete() -> None:
    assert fed(PLAN, CREATING).running == {"aws_vpc.network": "Creating"}
    done = fed(PLAN, CREATING, CREATED)
    assert (done.running, done.done) == ({}, 1)


def test_changes_and_removals_count_too() -> None:
    lines = [
        "aws_lb.web: Modifying... [id=x]",
        "aws_lb.web: Modifications complete after 2s [id=x]",
        "aws_eip.nat: Destroying... [id=y]",
        "aws_eip.nat: Destruction complete after 0s",
    ]
    assert fed(*lines).done == 2
    assert fed(*lines[:3]).running == {"aws_eip.nat": "Destroying"}


def test_an_error_is_kept_without_its_frame_and_without_what_follows() -> None:
    assert fed(*ERROR.splitlines()).error_lines == [
        "Error: creating EC2 VPC: VpcLimitExceeded",
        "with aws_vpc.network,",
        "on cdk.tf.json line 9",
    ]


def test_the_status_line_is_noise() -> None:
    assert is_redrawn("1 Stack deploying     0 Stacks done     0 Stacks waiting")
    assert not is_redrawn("aws_vpc.network: Creating...")
