"""Sets secrets on resources that Terraform cannot give them without knowing them."""
