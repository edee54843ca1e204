"""CDKTF constructs for an Apache Airflow cluster on AWS, one construct a file."""
