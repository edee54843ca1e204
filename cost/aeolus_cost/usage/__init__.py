"""What is used and cannot be read from the configuration: traffic, requests, average capacity."""
