"""The report of a municipality: what is chosen from the pool, and its page, PDF, map and data."""
