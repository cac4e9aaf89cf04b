"""What could not be read, what is read again, and how many checks were made: so that silence does not lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from notifications.cards import document_name, service_name
from notifications.causes import cause_words
from notifications.phrases import lowered
from notifications.visible import web_link
from notifications.wording import Wording
from policy.model.digests import Tally, Unread
from policy.model.looks import State
from policy.words import state_label

_COUNTED = {
    State.NEW: ("{n} not read yet", "{n} not read yet"),
    State.OK: ("{n} up to date", "{n} up to date"),
    State.CHANGED: ("{n} changed", "{n} changed"),
    State.SUSPECT: ("{n} doubtful", "{n} doubtful"),
    State.FLAPPING: ("{n} alternating", "{n} alternating"),
    State.UNREACHABLE: ("{n} unreachable", "{n} unreachable"),
    State.THROTTLED: ("{n} throttled", "{n} throttled"),
    State.BLOCKED: ("{n} blocked", "{n} blocked"),
    State.MOVED: ("{n} moved", "{n} moved"),
    State.GONE: ("{n} gone", "{n} gone"),
    State.PAUSED: ("{n} paused", "{n} paused"),
}


@dataclass(frozen=True, slots=True)
class Lapse:
    """One document that is not read, or is read again."""

    name: str
    text: str
    live: str | None


@dataclass(frozen=True, slots=True)
class Notices:
    """What is told of documents not read: news in full, what was told before in a line each."""

    unread: tuple[Lapse, ...]
    back: tuple[Lapse, ...]
    old: tuple[str, ...]
    left_out: int


def notices(unread: Sequence[Unread], limit: int, wording: Wording) -> Notices:
    """The first of each sort up to the limit; the rest counted."""
    back = [one for one in unread if one.state is State.OK]
    news = [one for one in unread if one.is_news and one.state is not State.OK]
    old = [one for one in unread if not one.is_news and one.state is not State.OK]
    return Notices(
        unread=tuple(Lapse(_name(one, wording), _trouble(one, wording), _live(one)) for one in news[:limit]),
        back=tuple(Lapse(_name(one, wording), _relief(one, wording), _live(one)) for one in back[:limit]),
        old=tuple(_old(one, wording) for one in old[:limit]),
        left_out=sum(max(0, len(sort) - limit) for sort in (news, back, old)),
    )


def tally_words(tally: Tally, wording: Wording) -> str:
    """Such as "58 checks, 57 good, 1 blocked"."""
    if not tally.checks:
        return wording.say("no checks made")
    parts = [
        wording.count("{n} check", "{n} checks", tally.checks),
        wording.count("{n} good", "{n} good", tally.good),
    ]
    parts += [wording.count(*_COUNTED[state], number) for state, number in tally.failed if number]
    return ", ".join(parts)


def window_words(tally: Tally, wording: Wording) -> str:
    """From when to when the checks were counted."""
    return wording.say("from {since} to {until}", since=wording.time(tally.since), until=wording.time(tally.until))


def _name(one: Unread, wording: Wording) -> str:
    return f"{service_name(one.target)}, {document_name(one.target, wording)}"


def _trouble(one: Unread, wording: Wording) -> str:
    said = wording.say(
        "{state} since {since}.", state=state_label(one.state, wording.language), since=wording.time(one.since)
    )
    if one.last_good is None:
        last = wording.say("It was never read.")
    else:
        last = wording.say("Last read {time}; what it says since then is not known.", time=wording.time(one.last_good))
    return " ".join(filter(None, (said, _cause(one, wording), last)))


def _relief(one: Unread, wording: Wording) -> str:
    return wording.say("since {since}.", since=wording.time(one.since))


def _old(one: Unread, wording: Wording) -> str:
    state = lowered(state_label(one.state, wording.language))
    return wording.say(
        "{name}: {state} since {since}", name=_name(one, wording), state=state, since=wording.day(one.since)
    )


def _cause(one: Unread, wording: Wording) -> str:
    return wording.say("Cause: {cause}.", cause=cause_words(one.cause, wording)) if one.cause.strip() else ""


def _live(one: Unread) -> str | None:
    return web_link(one.target.urls[0])
