"""The brain of a look: from what came and what stood, everything that is now established."""

from policy.looking.check import check
from policy.looking.pace import Pace

__all__ = ["Pace", "check"]
