"""`clausewatch targets`"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click
from rich.table import Table

from monitor.commands.calling import json_option, settings_option, watched
from monitor.commands.printing import emit, paper, plain, say
from monitor.measures import spelled
from policy.model.looks import State
from policy.model.shelf import DocumentCard
from policy.model.targets import Target
from policy.words import document_type_label, state_label
from storage import SchemaState, open_library, schema_state

_TROUBLED = {State.SUSPECT, State.UNREACHABLE, State.THROTTLED, State.BLOCKED, State.MOVED, State.GONE, State.FLAPPING}


@click.command()
@settings_option
@json_option
def command(path: Path, wants_json: bool) -> None:
    """List what is watched, and how it stands."""
    settings, targets = watched(path)
    cards = _cards(settings.archive_url)
    if wants_json:
        for target in targets:
            emit(_answer(target, cards.get(target.id)))
        return
    if not targets:
        say(f"Nothing is watched: there are no files in {settings.targets_folder}. Try: clausewatch add https://…")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("target", overflow="fold", min_width=24)
    for title in ("state", "versions", "changes", "last read (UTC)", "next look (UTC)"):
        table.add_column(title, no_wrap=True)
    for target in targets:
        table.add_row(*_row(target, cards.get(target.id)))
    paper().print(table)
    for target in targets:
        _explain(target, cards.get(target.id))


def _cards(url: str) -> Mapping[str, DocumentCard]:
    """What the archive knows, by target; nothing before the first look."""
    if schema_state(url) is SchemaState.EMPTY:
        return {}
    library = open_library(url)
    try:
        return {card.target.id: card for card in library.documents()}
    finally:
        library.close()


def _row(target: Target, card: DocumentCard | None) -> tuple[str, ...]:
    if card is None:
        return (target.id, state_label(State.NEW), "0", "0", "never", "at once")
    return (
        target.id,
        state_label(card.state),
        str(card.versions),
        str(card.changes),
        f"{card.last_good:%m-%d %H:%M}" if card.last_good else "never",
        f"{card.next_check_at:%m-%d %H:%M}" if card.next_check_at else "not planned",
    )


def _explain(target: Target, card: DocumentCard | None) -> None:
    """A line for each target that is in trouble."""
    if card is not None and card.state in _TROUBLED:
        paper().print(plain(f"{target.id}: {state_label(card.state)} since {_minute(card.since)}: {card.cause}"))


def _answer(target: Target, card: DocumentCard | None) -> dict[str, object]:
    answer: dict[str, object] = {
        "id": target.id,
        "service": target.service,
        "type": target.document_type.value,
        "title": document_type_label(target.document_type),
        "urls": target.urls,
        "interval": spelled(target.interval),
        "tags": target.tags,
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
