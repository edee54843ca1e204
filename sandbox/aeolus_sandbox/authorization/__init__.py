"""What a role's credentials may do, by the rules of IAM."""
