"""A failed run is told in a few lines, with what to do next."""

from __future__ import annotations

from aeolus_cli.terraform.failures import failure

LOCKED = [
    "Error: Error acquiring the state lock",
    "Error message: operation error S3: PutObject, StatusCode: 412",
    "Lock Info:",
    "ID:        0f6b",
    "Who:       ana@laptop",
    "Created:   2026-11-23 01:02:03 UTC",
    "Terraform acquires a state lock to protect the state from being written",
]


def test_a_held_lock_names_its_holder_and_the_way_out() -> None:
    assert failure("deploy", "prod", 1, LOCKED, "deploy.log").lines() == [
        "deploy of prod refused: another one is under way",
        "  Who:       ana@laptop",
        "  Created:   2026-11-23 01:02:03 UTC",
        "  → wait for it; if it is dead: aeolus unlock prod",
    ]


def test_any_other_failure_keeps_terraforms_words() -> None:
    lines = failure("deploy", "prod", 1, ["Error: creating EC2 VPC"], "logs/deploy.log").lines()
    assert lines == [
        "deploy of prod failed",
        "  Error: creating EC2 VPC",
        "  → the whole output is in logs/deploy.log",
    ]


def test_a_failure_without_words_gives_the_exit_status() -> None:
    assert "  exit status 137" in failure("deploy", "prod", 137, [], "x").lines()
