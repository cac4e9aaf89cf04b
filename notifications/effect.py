"""How many days a publisher leaves between showing a change and applying it."""

from notifications.wording import Wording
from policy.effect import effective_date
from policy.model.shelf import Change


def effect_words(change: Change, wording: Wording) -> str:
    """Such as "Takes effect on 1 Apr 2026, 30 days after we first saw it."; empty: no day is stated. Days are counted
    in the reader's zone."""
    day = effective_date(change)
    if day is None:
        return ""
    shown = wording.date(day)
    days = (day - change.after.first_seen.astimezone(wording.zone).date()).days
    if days == 0:
        return wording.say("Takes effect on {date}, the day we first saw it.", date=shown)
    if days < 0:
        return wording.count(
            "In effect since {date}, {n} day before we first saw it.",
            "In effect since {date}, {n} days before we first saw it.",
            -days,
            date=shown,
        )
    return wording.count(
        "Takes effect on {date}, {n} day after we first saw it.",
        "Takes effect on {date}, {n} days after we first saw it.",
        days,
        date=shown,
    )
