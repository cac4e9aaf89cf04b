"""The brain of a look: from what came and what stood, everything that is now established."""

from policy.looking.check import check, is_brief
from policy.looking.glance import asked_surface, glance, glimpse
from policy.looking.hosts import after_look
from policy.looking.look import Perused
from policy.looking.pace import Pace
from policy.looking.perusal import peruse
from policy.looking.rounds import Witnesses, held_still, is_out_of_reach, witnesses

__all__ = [
    "Pace",
    "Perused",
    "Witnesses",
    "after_look",
    "asked_surface",
    "check",
    "glance",
    "glimpse",
    "held_still",
    "is_brief",
    "is_out_of_reach",
    "peruse",
    "witnesses",
]
