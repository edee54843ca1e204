"""What a single node has beside Airflow: its data volume, database, broker, entrance, address."""
