"""AWS's endpoints: what answers at the host names of AWS's services, over TLS."""
