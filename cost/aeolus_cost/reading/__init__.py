"""From Terraform's JSON to resources: the same shape whether it was synthesized or planned."""
