"""RDS, ElastiCache and DynamoDB."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_cost.prices.refresh.rule import Rule

RDS, CACHE, DYNAMODB = "AmazonRDS", "AmazonElastiCache", "AmazonDynamoDB"

ENGINES = {"postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB"}
"""Our names of engines, and those of the Price List."""
ANY = "Any"
"""The engine of what all engines pay alike."""
ZONES = {"single_az": "Single-AZ", "multi_az": "Multi-AZ"}
USAGE = {"single_az": "InstanceUsage", "multi_az": "Multi-AZUsage"}
OF_ZONES = {"single_az": "", "multi_az": "Multi-AZ-"}
"""What usage types of storage have before their names."""
CACHE_ENGINES = ("Redis", "Valkey", "Memcached")


def _storage(zones: str, family: str, engine: str) -> dict[str, str]:
    return {
        "productFamily": family,
        "databaseEngine": engine,
        "deploymentOption": ZONES[zones],
    }


def _of_engine(key: str, engine: str) -> Iterator[Rule]:
    for zones in ZONES:
        usage = "{bare}RDS:" + OF_ZONES[zones]
        here = f"rds.{key}.{zones}"
        yield Rule(
            f"{here}.{{instanceType}}",
            "hour",
            RDS,
            f"{{bare}}{USAGE[zones]}:.+",
            _storage(zones, "Database Instance", engine),
        )
        yield Rule(
            f"{here}.gp3_storage",
            "GB-month",
            RDS,
            f"{usage}GP3-Storage",
            _storage(zones, "Database Storage", engine),
        )
        shared = _storage(zones, "Database Storage", ANY)
        yield Rule(f"{here}.gp2_storage", "GB-month", RDS, f"{usage}GP2-Storage", shared)
    yield Rule(
        f"rds.{key}.backup_beyond_free",
        "GB-month",
        RDS,
        "{bare}RDS:ChargedBackupUsage",
        {"productFamily": "Storage Snapshot", "databaseEngine": engine},
    )


def _iops(zones: str) -> Iterator[Rule]:
    usage = "{bare}RDS:" + OF_ZONES[zones]
    storage = _storage(zones, "Database Storage", ANY)
    speed = _storage(zones, "Provisioned IOPS", ANY)
    gp3 = f"rds.gp3_iops_above_baseline.{zones}"
    yield Rule(gp3, "IOPS-month", RDS, f"{usage}GP3-PIOPS", speed)
    here = f"rds.mysql.{zones}"
    yield Rule(f"{here}.io1_storage", "GB-month", RDS, f"{usage}PIOPS-Storage", storage)
    yield Rule(f"{here}.io1_iops", "IOPS-month", RDS, f"{usage}PIOPS", speed)


def _credits(family: str) -> Rule:
    return Rule(
        f"rds.{family}_cpu_credit",
        "vCPU-hour",
        RDS,
        rf"{{bare}}CPUCredits:db\.{family}",
        {"databaseEngine": "PostgreSQL"},
    )


def _extended_support(key: str, years: str) -> Rule:
    # All versions of all engines cost the same; this is one that is in both lists.
    usage = "{any}ExtendedSupport:" + years + ":PostgreSQL12"
    return Rule(f"rds.extended_support.{key}", "vCPU-hour", RDS, usage)


def _nodes(engine: str) -> Rule:
    return Rule(
        f"elasticache.{engine.lower()}.{{instanceType}}",
        "hour",
        CACHE,
        r"{bare}NodeUsage:cache\..+",
        {"productFamily": "Cache Instance", "cacheEngine": engine},
    )


def _capacity(key: str, unit: str, family: str, group: str, usage: str) -> Rule:
    where = {"productFamily": family, "group": group}
    return Rule(f"dynamodb.{key}", unit, DYNAMODB, "{bare}" + usage, where)


ON_DEMAND, PROVISIONED = "Amazon DynamoDB PayPerRequest Throughput", "Provisioned IOPS"
READ, WRITE = "DDB-ReadUnits", "DDB-WriteUnits"

RULES = (
    *(rule for key, engine in ENGINES.items() for rule in _of_engine(key, engine)),
    *(rule for zones in ZONES for rule in _iops(zones)),
    Rule(
        "rds.mysql.single_az.standard_storage",
        "GB-month",
        RDS,
        "{bare}RDS:StorageUsage",
        _storage("single_az", "Database Storage", ANY),
    ),
    Rule(
        "rds.mysql.standard_io",
        "1M requests",
        RDS,
        "{bare}RDS:StorageIOUsage",
        {"productFamily": "System Operation", "databaseEngine": ANY},
    ),
    _credits("t3"),
    _credits("t4g"),
    Rule("rds.proxy", "vCPU-hour", RDS, "{code}RDS:ProxyUsage", {"databaseEngine": "PostgreSQL"}),
    _extended_support("year1", "Yr1-Yr2"),
    _extended_support("year3", "Yr3"),
    Rule(
        "rds.performance_insights.{family}",
        "vCPU-month",
        RDS,
        "{any}PI_LTR:(?P<family>[A-Z0-9]+)",
        {"productFamily": "Performance Insights"},
    ),
    *(_nodes(engine) for engine in CACHE_ENGINES),
    Rule(
        "elasticache.backup",
        "GB-month",
        CACHE,
        "{any}BackupUsage.*",
        {"productFamily": "Storage Snapshot"},
    ),
    _capacity("ondemand.read", "1M RRU", ON_DEMAND, READ, "ReadRequestUnits"),
    _capacity("ondemand.write", "1M WRU", ON_DEMAND, WRITE, "WriteRequestUnits"),
    _capacity("provisioned.read", "RCU-hour", PROVISIONED, READ, "ReadCapacityUnit-Hrs"),
    _capacity("provisioned.write", "WCU-hour", PROVISIONED, WRITE, "WriteCapacityUnit-Hrs"),
    Rule(
        "dynamodb.storage",
        "GB-month",
        DYNAMODB,
        "{bare}TimedStorage-ByteHrs",
        {"productFamily": "Database Storage"},
    ),
    Rule(
        "dynamodb.pitr",
        "GB-month",
        DYNAMODB,
        "{any}TimedPITRStorage-ByteHrs",
        {"productFamily": "Database Storage"},
    ),
)
