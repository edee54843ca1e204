"""The database as a node's Airflow wants it: made by one master, waited for by the others."""
