"""AWS Lambda: functions where they run."""
