"""CloudWatch, keys and secrets."""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

CLOUDWATCH, KMS, SECRETS = "AmazonCloudWatch", "awskms", "AWSSecretsManager"


def _cloudwatch(key: str, unit: str, usage: str, family: str = "") -> Rule:
    # us-east-1 has most of these twice, with its code and without: this is the newer one.
    where = {"productFamily": family} if family else {}
    return Rule(f"cloudwatch.{key}", unit, CLOUDWATCH, "{code}" + usage, where)


RULES = (
    _cloudwatch("custom_metric", "metric-month", "CW:MetricMonitorUsage", "Metric"),
    _cloudwatch("put_metric_data", "1k requests", "CW:Requests"),
    _cloudwatch("alarm.standard", "alarm-metric-month", "CW:AlarmMonitorUsage", "Alarm"),
    _cloudwatch(
        "alarm.high_resolution", "alarm-metric-month", "CW:HighResAlarmMonitorUsage", "Alarm"
    ),
    _cloudwatch("alarm.composite", "alarm-month", "CW:CompositeAlarmMonitorUsage", "Alarm"),
    # Dashboards have no region.
    Rule(
        "cloudwatch.dashboard",
        "dashboard-month",
        CLOUDWATCH,
        "DashboardsUsageHour",
        {"productFamily": "Dashboard"},
        region_field="",
    ),
    _cloudwatch("logs.ingest", "GB", "DataProcessing-Bytes"),
    _cloudwatch("logs.infrequent_access_ingest", "GB", "DataProcessingIA-Bytes"),
    _cloudwatch("logs.vended_ingest", "GB", "VendedLog-Bytes"),
    _cloudwatch("logs.storage", "GB-month", "TimedStorage-ByteHrs", "Storage Snapshot"),
    _cloudwatch("logs_insights", "GB scanned", "DataScanned-Bytes"),
    Rule(
        "kms.customer_key",
        "key-month",
        KMS,
        "{region}-KMS-Keys",
        {"productFamily": "Encryption Key"},
    ),
    Rule("kms.request", "request", KMS, "{region}-KMS-Requests"),
    Rule("secretsmanager.secret", "secret-month", SECRETS, "{code}AWSSecretsManager-Secrets"),
    Rule("secretsmanager.api", "request", SECRETS, "{code}AWSSecretsManagerAPIRequest"),
)
