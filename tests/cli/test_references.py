"""References in a stack are followed to what the state, the configuration or a look-up knows."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.aws.references import Known

KNOWN = Known(
    recorded={"aws_route_table.public": {"id": "rtb-1", "tags": None}},
    declared={
        "aws_lambda_function.failover_7E": {"function_name": "aeolus-prod-failover"},
        "aws_lambda_alias.live": {
            "function_name": "${aws_lambda_function.failover_7E.function_name}"
        },
        "aws_route_table.lost": {"vpc_id": "${aws_vpc.network.id}"},
    },
    found={"aws_route_table.lost": "rtb-2", "aws_route53_zone.web": "Z1"},
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("${aws_route_table.public.id}", "rtb-1"),
        ("${aws_lambda_function.failover_7E.function_name}", "aeolus-prod-failover"),
        ("${aws_lambda_alias.live.function_name}", "aeolus-prod-failover"),
        ("${aws_route_table.lost.id}", "rtb-2"),
        ("${aws_route53_zone.web.zone_id}", "Z1"),
        # Not an id, so what would be imported by one does not tell.
        ("${aws_route_table.lost.arn}", None),
        ("${aws_route_table.lost.vpc_id}", None),
        ("${aws_route_table.unheard.id}", None),
        ("${one([for each in aws_acm_certificate.web.options : each.name])}", None),
        ("prefix-${aws_route_table.public.id}", None),
        (60, None),
        (True, None),
        ({"name": "x"}, None),
    ],
)
def test_a_value_is_resolved_as_far_as_anybody_can_tell(value: Any, text: str | None) -> None:
    assert KNOWN.resolve(value) == text
