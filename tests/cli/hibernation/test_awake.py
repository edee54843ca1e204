"""What needs nodes says of a hibernated environment how it is woken."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError
from aeolus_cli.scheduler.lease import lease_of
from aeolus_cli.target import Target, awake, require_awake
from support.shipped import shipped


def hibernated() -> Target:
    asleep = shipped("prod").model_copy(update={"hibernated": True})
    return Target(asleep, workspace=None, clients=SimpleNamespace())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "needs",
    [lease_of, lambda found: log_in(found, sandbox=False, verify=True)],
    ids=["lease", "airflow"],
)
def test_what_needs_nodes_is_refused_before_aws_is_asked(needs: Any) -> None:
    with pytest.raises(UserError) as error:
        needs(hibernated())
    assert error.value.lines() == ["prod is hibernated", "  → aeolus start prod"]


def test_who_knows_better_than_the_file_goes_on() -> None:
    require_awake(awake(hibernated()))
    assert awake(hibernated()).environment == shipped("prod")
