"""Amazon CloudWatch alarms: evaluated from the metrics, and acting when their state changes."""
