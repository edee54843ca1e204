"""Lambda functions: what an invocation does, and what becomes of one that is queued."""
