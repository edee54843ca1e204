"""The parts of `make check` that are ours: what checkov may and may not say."""
