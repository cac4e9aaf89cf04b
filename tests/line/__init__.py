"""The straight line, end to end: real settings, crawler, archive, readers and channels against a local site."""
