"""The Lambda that gives the scheduler's lease to another master when its holder fails."""
