"""Both entrances on a network that exists, for tests of them and of what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.execution_entrance import ExecutionEntrance
from aeolus_constructs.existing_network import ExistingNetwork
from aeolus_constructs.load_balancer_logs import LoadBalancerLogs
from aeolus_constructs.web_entrance import WebEntrance
from support.render import DEPLOYMENT

ZONES = ("us-east-1a", "us-east-1b")


def existing_network(stack: Any) -> ExistingNetwork:
    """Return a network of two zones in which nothing has to be made."""
    return ExistingNetwork(
        stack,
        "network",
        vpc_id="vpc-1",
        cidr_block="10.9.0.0/16",
        availability_zones=ZONES,
        public_subnet_ids={zone: f"subnet-public-{zone[-1]}" for zone in ZONES},
        private_subnet_ids={zone: f"subnet-private-{zone[-1]}" for zone in ZONES},
        data_subnet_ids={},
    )


@dataclass(frozen=True)
class Entrances:
    """The two entrances of one cluster."""

    web: WebEntrance
    execution: ExecutionEntrance


def entrances(stack: Any, *, deployment: Deployment = DEPLOYMENT, **changes: Any) -> Entrances:
    """Build both; `changes` are the web's: public, with an issued certificate, if not told else."""
    network = existing_network(stack)
    logs = LoadBalancerLogs(stack, "logs", deployment=deployment, deletion_protection=False)
    options: dict[str, Any] = {
        "domain": "airflow.example.com",
        "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
        "certificate_arn": None,
        "internal": False,
        "allowed_cidr_blocks": ["203.0.113.0/24", "198.51.100.0/24"],
        "deletion_protection": True,
    } | changes
    web = WebEntrance(stack, "web", deployment=deployment, network=network, logs=logs, **options)
    execution = ExecutionEntrance(
        stack,
        "execution",
        deployment=deployment,
        network=network,
        logs=logs,
        domain=options["domain"],
        certificate=web.certificate,
        deletion_protection=options["deletion_protection"],
    )
    return Entrances(web, execution)
