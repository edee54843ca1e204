"""Amazon ElastiCache: a real Valkey for every cache node."""
