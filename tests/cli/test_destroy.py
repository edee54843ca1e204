"""What `aeolus destroy` says and asks for, before anything is touched."""

from __future__ import annotations

import pytest

from aeolus_cli.destroy import PROTECTED, destroy, lifting_settings, losses
from aeolus_stacks.protections import protection_of
from support.shipped import render_environment, rendered, shipped


def test_what_holds_data_is_listed_by_kind_and_nothing_else() -> None:
    addresses = [
        "aws_vpc.network",
        "aws_db_instance.airflow_metastore",
        "aws_s3_bucket.airflow_storage",
        "aws_s3_bucket_policy.airflow_storage",
        "aws_ebs_volume.data",
    ]
    assert losses(addresses) == [
        "database: airflow_metastore",
        "bucket with all its objects: airflow_storage",
        "volume: data",
    ]


def test_another_name_on_the_command_line_is_refused_before_anything_is_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        destroy("prod", confirm="production")
    assert ended.value.code == 2
    assert "'production' is not 'prod': nothing was destroyed" in capsys.readouterr().err


def test_the_settings_lift_what_the_stack_protects() -> None:
    prod = shipped("prod")
    kept = protection_of(prod, lifting_settings(prod, skip_final_snapshot=False))
    gone = protection_of(prod, lifting_settings(prod, skip_final_snapshot=True))
    assert (kept.deletion, kept.final_snapshot) == (False, True)
    assert (gone.deletion, gone.final_snapshot) == (False, False)


def test_every_type_that_is_protected_has_its_protection_lifted() -> None:
    prod = shipped("prod")
    gone = protection_of(prod, lifting_settings(prod, skip_final_snapshot=True))
    protected = rendered("prod")["resource"]
    lifted = render_environment(prod, protection=gone)["resource"]
    differing = {type_ for type_ in protected if protected[type_] != lifted[type_]}
    assert differing == set(PROTECTED)
