"""The ports that a node's daemons listen on (Airflow 3, configuration reference)."""

from __future__ import annotations

API_SERVER = 8080
"""`airflow api-server --apps core`: the web entrance."""
EXECUTION_API = 8081
"""`airflow api-server --apps execution`: the internal entrance that tasks speak to."""
FLOWER = 5555
SCHEDULER_HEALTH = 8974
WORKER_LOG = 8793
TRIGGERER_LOG = 8794

# A single node's own.
POSTGRES = 5432
REDIS = 6379
HTTPS = 443
"""nginx."""
