"""What a node tells CloudWatch: its daemons' logs, and metrics."""
