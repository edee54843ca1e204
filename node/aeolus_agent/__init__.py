"""What runs on an instance: from its first boot to its last task. Knows nothing of how it came."""
