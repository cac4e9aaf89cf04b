"""What differs between two readings: sections, then blocks, then words, and the targets of links.

Everything here is a function of its arguments alone: limits are counted in tokens, never in seconds.
"""

from policy.comparing.folding import fold
from policy.comparing.links import link_changes, links_sha256
from policy.comparing.redlines import redline
from policy.comparing.sections import compare

__all__ = ["compare", "fold", "link_changes", "links_sha256", "redline"]
