"""How long Airflow waits for what may be gone, or may come back.

Two inequalities hold the figures together, and a test keeps them:

- A task outlives the failover of a Multi-AZ database, during which the execution API answers 500:
  its worker asks again for `DATABASE_FAILOVER_SECONDS` at least.
- A task whose worker cannot reach the API ends before the scheduler starts it anew elsewhere, so
  that it never runs twice at once: the longest that a worker goes on asking is less than
  `[scheduler] task_instance_heartbeat_timeout`.
"""

from __future__ import annotations

DATABASE_FAILOVER_SECONDS = 120
"""The longest that it usually takes (Amazon RDS User Guide, "Failing over a Multi-AZ DB
instance")."""

HEARTBEAT_SECONDS = 5
"""How often a worker tells that a task runs; Airflow's default."""
HEARTBEAT_TIMEOUT_SECONDS = 300
"""A task not heard of for so long is taken for dead and started anew; Airflow's default. Less, and
the first thing a scheduler does after a database's failover is to give up every task at work."""
API_TRIES = 20
API_RETRY_WAIT_SECONDS = 7
API_TIMEOUT_SECONDS = 5
"""Every call of a task to the execution API is made up to so often, with so long between two, as
waits that double would end either too soon or too late."""
FAILED_HEARTBEATS = 1
"""Heart-beats that may fail before a worker ends its task: each of them has been tried 20 times."""

SCHEDULER_HEALTH_SECONDS = 30
"""A scheduler is dead after six heart-beats of 5 s that did not come; Airflow's default."""
ORPHANS_CHECK_SECONDS = 30
"""How often a scheduler looks for tasks of a dead one. Airflow's five minutes would be the longest
part of a failover; the question costs one query by index."""
HEARTBEATS_CHECK_SECONDS = 10
"""How often a scheduler looks for tasks that are not heard of; Airflow's default."""
QUEUED_CHECK_SECONDS = 30
"""How often a scheduler looks for tasks that waited too long in a queue (Airflow: 120 s)."""

BUNDLE_CHECK_SECONDS = 1
"""How often the dag-processor asks whether a bundle is due to be refreshed. Airflow's five seconds
would come on top of the interval that the environment asks for."""
PARSE_SECONDS = 30
"""At least so long between two readings of a file that has not changed; Airflow's default."""

SEND_TIMEOUT_SECONDS = 2
"""What a scheduler waits for the broker to take a task. It sends one after the other and does
nothing else meanwhile; Airflow's single second is short for a new TLS connection on a small
machine."""
SEND_TRIES = 60
"""How often a task is offered to a broker that does not answer; then it has failed. A failover of
ElastiCache takes well under a minute (Amazon ElastiCache User Guide, "Minimizing downtime")."""
SEND_RETRY_POLICY = {"max_retries": None, "interval_start": 0.2, "interval_step": 0.2}
"""How Celery itself tries while it may: until `SEND_TIMEOUT_SECONDS`, which Airflow takes as a
reason to offer the task again. Celery's own limit of three tries would be a failure of the task."""
