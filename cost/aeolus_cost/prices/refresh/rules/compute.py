"""EC2 instances, their credits and disks; Lambda; Fargate; MWAA."""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

EC2, LAMBDA, ECS, MWAA = "AmazonEC2", "AWSLambda", "AmazonECS", "AmazonMWAA"

LINUX = {
    "productFamily": "Compute Instance",
    "operatingSystem": "Linux",
    "tenancy": "Shared",
    "preInstalledSw": "NA",
    "capacitystatus": "Used",
    "marketoption": "OnDemand",
    "licenseModel": "No License required",
}
CREDITS = {"productFamily": "CPU Credits", "operatingSystem": "Linux"}


def _ebs(key: str, unit: str, family: str, usage: str) -> Rule:
    return Rule(f"ebs.{key}", unit, EC2, "{bare}EBS:" + usage, {"productFamily": family})


RULES = (
    Rule("ec2.linux.ondemand.{instanceType}", "hour", EC2, "{bare}BoxUsage:.+", LINUX),
    Rule("ec2.cpu_credit.{family}", "vCPU-hour", EC2, "{bare}CPUCredits:(?P<family>t.+)", CREDITS),
    _ebs("gp2.storage", "GB-month", "Storage", r"VolumeUsage\.gp2"),
    _ebs("gp3.storage", "GB-month", "Storage", r"VolumeUsage\.gp3"),
    _ebs("io1.storage", "GB-month", "Storage", r"VolumeUsage\.piops"),
    _ebs("io2.storage", "GB-month", "Storage", r"VolumeUsage\.io2"),
    _ebs("st1.storage", "GB-month", "Storage", r"VolumeUsage\.st1"),
    _ebs("sc1.storage", "GB-month", "Storage", r"VolumeUsage\.sc1"),
    _ebs("standard.storage", "GB-month", "Storage", "VolumeUsage"),
    _ebs("standard.io", "1M requests", "System Operation", "VolumeIOUsage"),
    _ebs("io1.iops", "IOPS-month", "System Operation", r"VolumeP-IOPS\.piops"),
    _ebs("io2.iops", "IOPS-month", "System Operation", r"VolumeP-IOPS\.io2(?:\.tier1)?"),
    _ebs("gp3.iops_above_3000", "IOPS-month", "System Operation", r"VolumeP-IOPS\.gp3"),
    _ebs(
        "gp3.throughput_above_125",
        "MBps-month",
        "Provisioned Throughput",
        r"VolumeP-Throughput\.gp3",
    ),
    _ebs("snapshot", "GB-month", "Storage Snapshot", "SnapshotUsage"),
    _ebs("snapshot_archive", "GB-month", "Storage Snapshot", "SnapshotArchiveStorage"),
    Rule(
        "lambda.requests", "1M requests", LAMBDA, "{any}Request", {"group": "AWS-Lambda-Requests"}
    ),
    Rule(
        "lambda.duration.x86",
        "GB-second",
        LAMBDA,
        "{any}Lambda-GB-Second",
        {"group": "AWS-Lambda-Duration"},
    ),
    Rule(
        "lambda.duration.arm64",
        "GB-second",
        LAMBDA,
        "{any}Lambda-GB-Second-ARM",
        {"group": "AWS-Lambda-Duration-ARM"},
    ),
    Rule(
        "lambda.provisioned.x86",
        "GB-second",
        LAMBDA,
        "{any}Lambda-Provisioned-Concurrency",
        {"group": "AWS-Lambda-Provisioned-Concurrency"},
    ),
    Rule(
        "lambda.provisioned.arm64",
        "GB-second",
        LAMBDA,
        "{any}Lambda-Provisioned-Concurrency-ARM",
        {"group": "AWS-Lambda-Provisioned-Concurrency-ARM"},
    ),
    Rule(
        "lambda.ephemeral_storage",
        "GB-second",
        LAMBDA,
        "{any}Lambda-Storage-GB-Second",
        {"group": "AWS-Lambda-Storage-Duration"},
    ),
    Rule("fargate.x86.vcpu", "vCPU-hour", ECS, "{code}Fargate-vCPU-Hours:perCPU"),
    Rule("fargate.x86.memory", "GB-hour", ECS, "{code}Fargate-GB-Hours"),
    Rule("fargate.ephemeral_over_20gb", "GB-hour", ECS, "{code}Fargate-EphemeralStorage-GB-Hours"),
    Rule("mwaa.environment.{size}", "hour", MWAA, ".+", {"type": "Environment"}),
    # Workers and schedulers of a size cost the same (Amazon MWAA pricing).
    Rule("mwaa.worker_or_scheduler.{size}", "hour", MWAA, ".+", {"type": "Worker"}),
    Rule("mwaa.meta_db", "GB-month", MWAA, "{any}Airflow-StandardDatabaseStorage"),
)
