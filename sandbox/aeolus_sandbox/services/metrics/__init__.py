"""Metrics that AWS publishes by itself: of instances, Auto Scaling groups and load balancers."""
