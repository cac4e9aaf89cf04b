"""What a section speaks of, in whatever words its heading says so."""

from policy.knowledge.tokens import folded
from policy.knowledge.wording import turn
from policy.remembering import remembered

_TOPICS = (  # the first that fits a heading
    "takeover",
    "changes",
    "children",
    "complaints",
    "rights",
    "authorities",
    "grounds",
    "deciding",
    "advertising",
    "keeping",
    "protecting",
    "places",
    "giving",
    "using",
    "cover",
    "collecting",
    "reaching-us",
)


@remembered(5_000)
def topic_of(language: str, heading: str) -> str:
    """ "Trzymamy je" tells little, under "Jak długo" how long; "": nothing known."""
    low = folded(heading)
    return next((name for name in _TOPICS if (said := turn(f"topic-{name}", language)) and said.search(low)), "")
