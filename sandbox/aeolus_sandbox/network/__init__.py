"""Namespaces and links between them: what a region's network is made of on this machine."""
