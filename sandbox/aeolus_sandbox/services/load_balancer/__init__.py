"""Elastic Load Balancing: a real HAProxy in each zone of every load balancer."""
