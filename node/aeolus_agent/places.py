"""Where things are on an instance: known to the deployer's side too, which writes some of them."""

from __future__ import annotations

from pathlib import Path

# Written by user data.
SETTINGS = Path("/etc/aeolus")
NODE = SETTINGS / "node.json"
AIRFLOW_CFG = SETTINGS / "airflow.cfg"

# How git comes to a private repository of DAGs; no secret in them.
GIT_CONFIG = SETTINGS / "gitconfig"
"""`GIT_CONFIG_SYSTEM` of the units that read DAGs (git-config.conf)."""
SSH_CONFIG = SETTINGS / "ssh_config"
KNOWN_HOSTS = SETTINGS / "known_hosts"

# The machine's own.
MACHINE_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
INSTANCE_ID = Path("/var/lib/cloud/data/instance-id")
INSTANCE_DATA = Path("/run/cloud-init/instance-data.json")
"""cloud-init keeps them there."""

SYSTEMD = Path("/etc/systemd/system")
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.conf")
"""Debian's packages of PostgreSQL ask it whether they make a cluster of their own."""

# The node bundle, unpacked.
BUNDLE = Path("/opt/aeolus")
ENVIRONMENT = BUNDLE / "airflow"
"""The Python environment: `bin/python`, `bin/airflow`; the agent is among its packages."""
PYTHON = ENVIRONMENT / "bin/python"
CREDENTIAL = BUNDLE / "bin/credential"
"""`credential NAME` prints a credential of the daemon that calls it; options `*_cmd` of
`airflow.cfg` are this."""
UNITS = BUNDLE / "units"
PACKAGES = BUNDLE / "packages"
"""Debian packages, a folder a group: see `aeolus_agent.install.roles`."""
RDS_AUTHORITIES = BUNDLE / "certificates/rds.pem"

# In memory, gone with the power.
RUN = Path("/run/aeolus")
CREDENTIALS = RUN / "credentials"
"""A file a credential, for root alone; systemd hands a daemon its own (`LoadCredential=`)."""
AUTHORITIES = RUN / "authorities.pem"
"""Who may vouch for database and broker: RDS's authorities and those that the machine trusts."""
SCHEDULER_UNTIL = RUN / "scheduler-until"
"""Until when the scheduler may begin, on the machine's monotonic clock."""
SCHEDULER_CONN = RUN / "scheduler_sql_alchemy_conn"
SCHEDULER_CONN_ASYNC = RUN / "scheduler_sql_alchemy_conn_async"
"""What it logs in to the metastore with from then on, for the daemons' user alone."""
TIMELINE = RUN / "timeline.json"
HEALTH = RUN / "health.json"

WEB_CREDENTIALS = Path("/run/credentials/aeolus-web.service")
"""Where systemd hands nginx its own (systemd.exec(5), `$CREDENTIALS_DIRECTORY`)."""

VOLUME = RUN / "volume"
"""A single node's data volume: a link to its device, once that may be mounted."""

# On a single node's data volume, which outlives the node.
DATA = Path("/var/lib/aeolus")
POSTGRES_DATA = DATA / "postgresql"
REDIS_DATA = DATA / "redis"
TLS = DATA / "tls"
ACME = DATA / "acme"
"""Accounts with authorities, and the certificates that these have signed."""

# On the root volume.
HOME = Path("/var/lib/airflow")
"""`AIRFLOW_HOME`, of user `airflow`."""
TASK_LOGS = HOME / "logs"
DAGS = HOME / "dags"
"""Where Airflow's bundles keep what they fetch (`[dag_processor] dag_bundle_storage_path`)."""
DAG_BUNDLE = "dags"
"""The bundle's name; `DAGS / DAG_BUNDLE` holds its versions."""
DAEMON_SETTINGS = SETTINGS / "daemons.env"
"""Environment of the daemons; no secret in it."""
USER = "airflow"
