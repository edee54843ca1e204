"""The supervisor: brings to life what the region's API says there is."""
