"""Amazon EventBridge: events and schedules, delivered."""
