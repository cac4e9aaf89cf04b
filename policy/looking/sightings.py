"""A text that was seen and is not in force: what startles about it, and how it is spoken of."""

from policy.looking.look import Look
from policy.looking.pages import sha256
from policy.model.captures import Fetched
from policy.model.looks import Held, Version
from policy.model.readings import Reading, Suspicion
from policy.reading import doubts


def startling(look: Look, reading: Reading, inforce: Version) -> tuple[Suspicion, ...]:
    """Why a new text is not believed when seen twice; empty: it is."""
    place = look.landing()
    is_strange = place is not None and place.is_strange(look.standing.past.home)
    return (*doubts(inforce.reading, reading), *((Suspicion.OTHER_SITE,) if is_strange else ()))


def sighting(outcome: Fetched, reading: Reading) -> Held:
    first = outcome.pages[0].capture
    return Held(reading, tuple(map(sha256, outcome.pages)), first.id, first.finished, sightings=1)


def acceptance_words(seen: Held, earlier: int | None) -> str:
    again = "" if earlier is None else f"the text of version {earlier} again"
    if seen.doubts:
        often = f"seen {seen.sightings} times since {seen.first_seen:%Y-%m-%d %H:%M} UTC and accepted unreviewed"
        return f"{often}: {', '.join(seen.doubts)}{f'; {again}' if again else ''}"
    return again or "seen twice"


def doubt_words(held: Held) -> str:
    return f"seen {held.sightings} times, not yet believed: {', '.join(held.doubts)}"
