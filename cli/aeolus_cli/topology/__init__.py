"""A stack as a picture: what stands where in the network, and who may talk to whom."""
