"""Finds the policies of a site: by its own links first, by usual addresses only when it has none."""

from monitor.discovery.search import Found, NotFoundError, discover, taken

__all__ = ["Found", "NotFoundError", "discover", "taken"]
