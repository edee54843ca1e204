"""A metastore with the usual properties, some of them changed."""

from __future__ import annotations

from typing import Any

from aeolus_config.model import Egress
from aeolus_constructs.metastore import Metastore
from aeolus_constructs.security_group import SecurityGroup
from support.foundations import foundations
from support.render import DEPLOYMENT, Rendered, render_construct


def render(**props: Any) -> Rendered:
    """Render a metastore with one client, `props` in place of the usual ones."""

    def build(stack: Any) -> None:
        parts = foundations(stack, Egress.NONE)
        metastore = Metastore(
            stack,
            "metastore",
            deployment=DEPLOYMENT,
            network=parts["network"],
            encryption_key=parts["encryption_key"],
            password=parts["secrets"].metastore_password,
            **{
                "engine": "postgres",
                "engine_version": "17",
                "instance_class": "db.t4g.small",
                "allocated_storage": 20,
                "max_allocated_storage": 100,
                "multi_az": False,
                "backup_retention_period": 7,
                "backup_window": "03:00-04:00",
                "maintenance_window": "sun:04:30-sun:05:30",
                "deletion_protection": False,
                "final_snapshot": False,
                "log_retention_in_days": 30,
                **props,
            },
        )
        client = SecurityGroup(
            stack,
            "client",
            deployment=DEPLOYMENT,
            vpc_id=parts["network"].vpc_id,
            suffix="client",
            description="A client",
        )
        metastore.allow_from(client)

    return render_construct(build)
