"""What nodes install is uploaded by the deploy, for both architectures, under its hash."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from aeolus_constructs.artefacts import Artefacts
from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.storage import Storage
from aeolus_node.bundle import ARCHITECTURES, UNBUILT, EnvironmentBundles
from support.render import DEPLOYMENT, Rendered, render_construct, resources, search, the
from support.shipped import SHIPPED, rendered

MORE = ("torch<3",)
BUNDLES = {each: replace(bundle, sha256=f"{each:0>64}") for each, bundle in UNBUILT.items()}
WITH_MORE = {each: replace(bundle, sha256=f"m{each:0>63}") for each, bundle in UNBUILT.items()}


def render(more: EnvironmentBundles | None = None) -> Rendered:
    """Render the uploads, and somebody who waits for them and names them."""

    def build(stack: Any) -> None:
        storage = Storage(
            stack,
            "storage",
            deployment=DEPLOYMENT,
            encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
            deletion_protection=True,
            log_retention_in_days=30,
        )
        artefacts = Artefacts(
            stack, "artefacts", storage=storage, bundles={(): BUNDLES, **(more or {})}
        )
        tags: dict[str, str] = {each: artefacts.url(each) for each in ARCHITECTURES}
        EbsVolume(
            stack,
            "user",
            size=1,
            availability_zone="us-east-1a",
            tags=tags,
            depends_on=artefacts.ready,
        )

    return render_construct(build)


@pytest.fixture(scope="module")
def uploads() -> Rendered:
    return render()


def upload(rendered: Rendered, architecture: str) -> dict[str, Any]:
    return the(rendered, "aws_s3_object", architecture)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_bundle_is_below_the_artefacts_prefix_under_its_hash(
    uploads: Rendered, architecture: str
) -> None:
    sha256 = f"{architecture:0>64}"
    object_ = upload(uploads, architecture)
    assert object_["key"] == f"artefacts/{sha256}/{architecture}.tar.zst"
    assert object_["source_hash"] == sha256
    assert object_["kms_key_id"].startswith("${aws_kms_key.")


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_its_url_is_where_it_is(uploads: Rendered, architecture: str) -> None:
    object_ = upload(uploads, architecture)
    url = the(uploads, "aws_ebs_volume")["tags"][architecture]
    assert url == f"s3://{object_['bucket']}/{object_['key']}"


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_one_with_more_is_beside_it(architecture: str) -> None:
    uploaded = resources(render({MORE: WITH_MORE}), "aws_s3_object")
    keys = {each["key"] for name, each in uploaded.items() if architecture in name}
    assert keys == {
        f"artefacts/{architecture:0>64}/{architecture}.tar.zst",
        f"artefacts/m{architecture:0>63}/{architecture}.tar.zst",
    }


def test_another_upload_is_one_for_other_requirements_and_not_for_another_group() -> None:
    def names(requirements: tuple[str, ...]) -> set[str]:
        return set(resources(render({requirements: WITH_MORE}), "aws_s3_object"))

    assert names(MORE) == names(MORE)
    assert len(names(MORE) & names(("torch<4",))) == 2  # those for all nodes


def test_the_old_one_stays_until_nothing_names_it(uploads: Rendered) -> None:
    for each in resources(uploads, "aws_s3_object").values():
        assert each["lifecycle"]["create_before_destroy"] is True


def test_who_needs_them_waits_for_both(uploads: Rendered) -> None:
    waits = the(uploads, "aws_ebs_volume")["depends_on"]
    assert len([each for each in waits if each.startswith("aws_s3_object.")]) == 2


def test_they_draw_nothing_of_the_bucket_into_being_made_before_it_is_deleted(
    uploads: Rendered,
) -> None:
    """It spreads to what they wait for: versioning was made, and then suspended."""
    for each in resources(uploads, "aws_s3_object").values():
        assert "depends_on" not in each
        assert "aws_s3_bucket_" not in json.dumps(each)


def test_no_plan_goes_without_the_file(uploads: Rendered) -> None:
    for each in resources(uploads, "aws_s3_object").values():
        (condition,) = search("lifecycle.precondition[].condition", each)
        assert condition == f'${{fileexists("{each["source"]}")}}'


def test_the_json_names_the_file_from_the_stacks_folder(uploads: Rendered) -> None:
    for each in resources(uploads, "aws_s3_object").values():
        assert each["source"].startswith("${path.module}/../../bundles/")


@pytest.mark.parametrize("environment", SHIPPED)
def test_no_machine_starts_before_its_bundle_is_there(environment: str) -> None:
    groups = resources(rendered(environment), "aws_autoscaling_group")
    assert groups
    for group in groups.values():
        assert json.dumps(group["depends_on"]).count("aws_s3_object.") == 2
