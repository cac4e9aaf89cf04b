"""Whether people may subscribe by themselves, as written in the settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from monitor.measures import duration
from monitor.office import Rules
from monitor.tables import Table, one_of
from monitor.tokens import Key, key

KEY_VARIABLE = "CLAUSEWATCH_SUBSCRIPTIONS_KEY"
PLACE = "subscriptions"  # below the address of the site
_LEAST = timedelta(minutes=10)
_MOST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """They are open."""

    rules: Rules
    key: Key = field(repr=False)
    journal: Path
    site: str  # address of the history pages

    @property
    def form(self) -> str:
        return f"{self.site}/{PLACE}"

    @property
    def confirming(self) -> str:
        """Where a wish is confirmed, in the language of the wish."""
        return f"{self.site}/{{language}}/{PLACE}/confirm/{{token}}"

    @property
    def leaving(self) -> str:
        """Where a reader leaves, in the language their browser asks for."""
        return f"{self.form}/leave/{{token}}"


@dataclass(frozen=True, slots=True)
class Around:
    """What else of the settings is needed."""

    site: str  # address of the history pages
    ways: Sequence[str]  # names of all channels
    mails: Sequence[str]  # of those that carry mails
    folder: Path
    environment: Mapping[str, str]


def subscriptions(table: Table, around: Around) -> Subscriptions | None:
    """None: closed, or written in a way that cannot work, and the table's mistakes say why."""
    is_open = table.flag("open", False)
    channel = table.read("channel", "mail", one_of(around.ways)) if is_open else table.text("channel", "mail")
    confirm_within = table.read("confirm_within", timedelta(hours=24), _confirm_within)
    an_hour = table.count("an_hour", 100)
    journal = around.folder / table.text("journal", "departures.jsonl")
    table.secret("key", KEY_VARIABLE)
    table.close()
    if not is_open:
        return None
    found = _key(table, around.environment)
    if not around.site.startswith("https://"):
        table.wrong("open", "site.address must be https:// first: mail programs unsubscribe over nothing else")
        return None
    if channel not in around.mails:
        table.wrong("channel", "name a channel that carries mails, of type smtp or files")
        return None
    if found is None:
        return None
    return Subscriptions(Rules(channel, confirm_within, an_hour), found, journal, around.site)


def _key(table: Table, environment: Mapping[str, str]) -> Key | None:
    try:
        return key(environment.get(KEY_VARIABLE, ""))
    except ValueError as mistake:
        table.wrong("open", f"set {KEY_VARIABLE}: {mistake} (docs/subscriptions.md says how to make one)")
        return None


def _confirm_within(text: str) -> timedelta:
    length = duration(text)
    if not _LEAST <= length <= _MOST:
        raise ValueError('write a time from "10m" to "7d"')
    return length
