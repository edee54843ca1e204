"""Amazon EC2 Auto Scaling: what a group does about its instances."""
