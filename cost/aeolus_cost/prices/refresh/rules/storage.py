"""S3, EFS and ECR."""

from __future__ import annotations

from aeolus_cost.prices.refresh.rule import Rule

S3, EFS, ECR = "AmazonS3", "AmazonEFS", "AmazonECR"


def _efs(key: str, family: str, usage: str, storage_class: str, unit: str = "GB-month") -> Rule:
    where = {"productFamily": family}
    if storage_class:
        where["storageClass"] = storage_class
    return Rule(f"efs.{key}", unit, EFS, "{any}" + usage, where)


RULES = (
    Rule(
        "s3.standard",
        "GB-month",
        S3,
        "{bare}TimedStorage-ByteHrs",
        {"productFamily": "Storage", "volumeType": "Standard"},
    ),
    Rule("s3.put_1k", "1k requests", S3, "{bare}Requests-Tier1", {"group": "S3-API-Tier1"}),
    Rule("s3.get_1k", "1k requests", S3, "{bare}Requests-Tier2", {"group": "S3-API-Tier2"}),
    _efs("standard", "Storage", "TimedStorage-ByteHrs", "General Purpose"),
    _efs("one_zone", "Storage", "TimedStorage-Z-ByteHrs", "One Zone-General Purpose"),
    _efs("standard_ia", "Storage", "IATimedStorage-ByteHrs", "Infrequent Access"),
    _efs("one_zone_ia", "Storage", "IATimedStorage-Z-ByteHrs", "One Zone-Infrequent Access"),
    # Reads: what is written is billed by a product of its own, at the same price.
    Rule(
        "efs.ia_access",
        "GB",
        EFS,
        "{any}IADataAccess-Bytes",
        {"storageClass": "Infrequent Access", "accessType": "Read"},
    ),
    _efs(
        "provisioned_throughput",
        "Provisioned Throughput",
        "ProvisionedTP-MiBpsHrs",
        "",
        "MBps-month",
    ),
    Rule("ecr.storage", "GB-month", ECR, "{bare}TimedStorage-ByteHrs"),
)
