"""The failover protocol as it is shipped, under a simulated clock, network and cloud.

`make simulate` runs it (`FAULTS=`, `SEED=`); a shorter run is part of `make test`.
"""
