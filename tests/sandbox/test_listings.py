"""How the resources of each type are listed."""

from __future__ import annotations

from typing import Any

import botocore.session
import jmespath
import pytest
from botocore import xform_name

from aeolus_sandbox.listings import LISTINGS, Listing

SESSION = botocore.session.get_session()


def test_each_type_is_listed_once() -> None:
    types = [listing.type for listing in LISTINGS]
    assert len(set(types)) == len(types)


def operation(listing: Listing) -> Any:
    """Return botocore's model of the operation."""
    model = SESSION.get_service_model(listing.service)
    operations = {xform_name(name): name for name in model.operation_names}
    return model.operation_model(operations[listing.operation])


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.type)
def test_the_operation_exists_and_takes_the_arguments(listing: Listing) -> None:
    assert set(listing.arguments or {}) <= set(operation(listing).input_shape.members)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.type)
def test_the_ids_are_picked_from_a_field_of_the_answer(listing: Listing) -> None:
    jmespath.compile(listing.ids)
    assert listing.ids.split("[")[0] in operation(listing).output_shape.members
