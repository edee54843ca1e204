"""Locks what nodes install: Airflow's packages and Debian's."""
