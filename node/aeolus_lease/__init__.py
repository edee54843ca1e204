"""Who schedules: the lease that masters and the Lambda `scheduler_failover` share.

Both ship this package. It knows no AWS but for `dynamodb`, and nothing of Airflow.
"""
