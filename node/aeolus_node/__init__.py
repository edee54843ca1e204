"""What an instance runs, seen from the deployer's side."""
