"""The whole line on an example site of its own: nothing is made up but the site and the mailbox."""

from monitor.demo.story import run

__all__ = ["run"]
