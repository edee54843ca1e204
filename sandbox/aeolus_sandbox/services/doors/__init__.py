"""Ways from this machine's loopback to what the region shows the internet."""
