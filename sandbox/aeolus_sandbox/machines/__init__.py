"""EC2 instances as machines: booted Linux systems with a namespace, a disk and a cgroup each."""
