"""Amazon EBS: volumes as block devices of machines."""
