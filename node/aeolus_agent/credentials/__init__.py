"""Secrets become credentials: files in memory that systemd hands to the daemons, each its own."""
