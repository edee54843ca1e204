"""DAGs that are pushed: what a version is, where it lies in S3, and how a node comes by it."""
