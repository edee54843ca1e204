"""`aeolus dags`: push them, list what was pushed, run one."""
