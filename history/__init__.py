"""Shows the history: read-only pages, feeds and health."""

from history.settings import SiteSettings
from history.site import application

__all__ = ["SiteSettings", "application"]
