"""How long logs are kept."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment

from .registry import Finding, rule

DAYS = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,
    1096, 1827, 2192, 2557, 2922, 3288, 3653,
)  # fmt: skip


@rule(source="Amazon CloudWatch Logs API, PutRetentionPolicy, retentionInDays")
def retentions_are_known_to_cloudwatch(environment: Environment) -> Iterator[Finding]:
    """Logs are kept for a number of days that CloudWatch Logs takes."""
    for path, days in (
        (("alarms", "log_retention_in_days"), environment.alarms.log_retention_in_days),
        (
            ("network", "flow_logs_retention_in_days"),
            environment.network.flow_logs_retention_in_days,
        ),
    ):
        if days not in DAYS:
            longer = next(each for each in DAYS if each > days)
            yield Finding(
                path,
                f"must be one of {', '.join(map(str, DAYS))} days",
                f"write {longer}",
            )
