"""Running cdktf and Terraform, and reading what they left."""
