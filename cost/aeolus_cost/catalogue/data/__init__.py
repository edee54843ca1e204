"""Databases, caches, brokers of messages, files and objects."""

from __future__ import annotations

from aeolus_cost.catalogue.resource_type import ResourceType

from .db_instance import DbInstance
from .db_proxy import DbProxy
from .db_snapshot import DbSnapshot
from .dynamodb_table import DynamodbTable
from .ecr_repository import EcrRepository
from .efs_file_system import EfsFileSystem
from .elasticache_cluster import ElasticacheCluster
from .elasticache_replication_group import ElasticacheReplicationGroup
from .mq_broker import MqBroker
from .mwaa_environment import MwaaEnvironment
from .s3_bucket import S3Bucket

TYPES: tuple[ResourceType, ...] = (
    DbInstance(),
    DbProxy(),
    DbSnapshot(),
    DynamodbTable(),
    EcrRepository(),
    EfsFileSystem(),
    ElasticacheCluster(),
    ElasticacheReplicationGroup(),
    MqBroker(),
    MwaaEnvironment(),
    S3Bucket(),
)
