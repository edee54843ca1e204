"""What the commands ask of AWS directly, outside Terraform."""
