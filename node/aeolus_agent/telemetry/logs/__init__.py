"""The journal, shipped to CloudWatch Logs: a log group a daemon, a stream an instance."""
