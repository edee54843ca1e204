"""The CDKTF app: one stack per environment file."""
