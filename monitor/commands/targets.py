"""`clausewatch targets`"""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from monitor.clock import now
from monitor.commands.calling import json_option, settings_option, watched
from monitor.measures import spelled
from monitor.printing import emit, paper, plain, say
from policy.model.looks import State
from policy.model.shelf import DocumentCard
from policy.model.targets import Fetching, Target
from policy.words import document_type_label, state_label
from storage import SchemaState, open_library, schema_state

_TROUBLED = {State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.MOVED, State.GONE, State.FLAPPING}
_TITLES = ("target", "state", "versions", "changes", "last read (UTC)", "next look (UTC)")


@click.command()
@settings_option
@json_option
def command(path: Path, wants_json: bool) -> None:
    """List what is watched, and how it stands."""
    settings, targets = watched(path)
    cards, fetched = _known(settings.archive_url, targets)
    if wants_json:
        for target in targets:
            emit(_answer(target, cards.get(target.id), fetched.get(target.id, "")))
        return
    if not targets:
        say(f"Nothing is watched: there are no files in {settings.targets_folder}. Try: clausewatch add https://…")
        return
    at = now()
    _list([_row(target, cards.get(target.id), at) for target in targets])
    for target in targets:
        _explain(target, cards.get(target.id), fetched.get(target.id, ""))


def _list(rows: Sequence[tuple[str, ...]]) -> None:
    """A table, its titles on two lines where the terminal is narrow, or where it is too wide even then each target by
    itself: a name is never cut."""
    console = paper()
    is_bound = console.is_terminal or "COLUMNS" in os.environ
    for titles in (_TITLES, tuple(title.replace(" (", "\n(") for title in _TITLES)):
        width = _width(titles, rows)
        if width <= console.width or not is_bound:
            table = Table(*titles, box=None, padding=(0, 2, 0, 0), pad_edge=False)
            for row in rows:
                table.add_row(*row)
            console.print(table, width=max(width, console.width), crop=False, no_wrap=True)
            return
    for name, *values in rows:
        console.print(name, soft_wrap=True)
        for title, value in zip(_TITLES[1:], values, strict=True):
            console.print(f"  {title}: {value}", soft_wrap=True)


def _width(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> int:
    columns = zip(titles, *rows, strict=True)
    widths = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
    return sum(widths) + 2 * (len(widths) - 1)


def _known(url: str, watched: Sequence[Target]) -> tuple[Mapping[str, DocumentCard], Mapping[str, str]]:
    """What the archive knows, by target, and how those that may be rendered were fetched at their last look; nothing
    before the first look."""
    if schema_state(url) is SchemaState.EMPTY:
        return {}, {}
    library = open_library(url)
    try:
        cards = {card.target.id: card for card in library.documents()}
        rendered = [target.id for target in watched if target.fetching is not Fetching.PLAIN]
        fetched = {look.target_id: look.detail for target in rendered for look in library.looks(target, 1)}
        return cards, fetched
    finally:
        library.close()


def _row(target: Target, card: DocumentCard | None, at: datetime) -> tuple[str, ...]:
    if card is None:
        return (target.id, state_label(State.NEW), "0", "0", "never", "as soon as it runs")
    return (
        target.id,
        state_label(card.state),
        str(card.versions),
        str(card.changes),
        f"{card.last_good:%m-%d %H:%M}" if card.last_good else "never",
        _planned(card.next_check_at, at),
    )


def _planned(next_look: datetime | None, at: datetime) -> str:
    if next_look is None:
        return "not planned"
    return f"{next_look:%m-%d %H:%M}" if next_look > at else "as soon as it runs"


def _explain(target: Target, card: DocumentCard | None, fetched: str) -> None:
    """A line for each target that is in trouble, and one where there is something to say of how it was fetched."""
    if fetched:
        paper().print(plain(f"{target.id}: {fetched}"))
    if card is not None and card.state in _TROUBLED:
        paper().print(plain(f"{target.id}: {state_label(card.state)} since {_minute(card.since)}: {card.cause}"))


def _answer(target: Target, card: DocumentCard | None, fetched: str) -> dict[str, object]:
    answer: dict[str, object] = {
        "id": target.id,
        "service": target.service,
        "type": target.document_type.value,
        "title": document_type_label(target.document_type),
        "urls": target.urls,
        "interval": spelled(target.interval),
        "tags": target.tags,
        "fetch": target.fetching.value,
        "fetched": fetched or None,
        "robots_override": target.robots_reason or None,
        "state": (card.state if card else State.NEW).value,
        "since": _iso(card.since if card else None),
        "cause": card.cause if card else "",
        "versions": card.versions if card else 0,
        "changes": card.changes if card else 0,
        "last_checked": _iso(card.last_checked if card else None),
        "last_good": _iso(card.last_good if card else None),
        "next_check_at": _iso(card.next_check_at if card else None),
    }
    return answer


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
