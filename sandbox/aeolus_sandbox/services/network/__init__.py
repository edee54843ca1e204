"""Amazon VPC: the network, its names, and its way out."""
