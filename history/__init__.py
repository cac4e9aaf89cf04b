"""Shows the history: read-only pages, feeds and health; and the desk where people subscribe to them."""

from history.joining import Office, front
from history.settings import SiteSettings
from history.site import application, warm

__all__ = ["Office", "SiteSettings", "application", "front", "warm"]
