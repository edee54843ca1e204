"""The CDKTF app: one stack per environment."""

# Before cdktf, which starts the Node process that the provider's seam prepares.
import aeolus_constructs as aeolus_constructs
