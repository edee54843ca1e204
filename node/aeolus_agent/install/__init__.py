"""What a node does with the bundle once it is unpacked: users, settings, units, and off it goes."""
