"""Shows the history: read-only pages, feeds and health."""
