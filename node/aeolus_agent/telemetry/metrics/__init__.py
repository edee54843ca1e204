"""Airflow's metrics and the node's own, summed up by the minute and put into CloudWatch."""
