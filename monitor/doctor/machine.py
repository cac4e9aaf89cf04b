"""The machine it runs on: interpreter, clock, disk and database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from monitor.doctor.diagnosis import Diagnosis, Level
from monitor.room import folders_of, free_in, nearest
from monitor.settings import Settings
from notifications.headers import interpreter_flaws
from policy.model.looks import State
from policy.model.shelf import DocumentCard
from policy.model.targets import Target
from storage import SchemaState, StorageError, open_library, require_writable, schema_state

_TIGHT = 1024**3  # bytes free
_SLACK = timedelta(minutes=5)  # clocks of two machines may differ by so much
_FIRST_YEAR = 2026  # no clock that is right shows an earlier year: this release was made in it


def interpreter() -> Iterator[Diagnosis]:
    flaws = interpreter_flaws()
    for flaw in flaws:
        yield Diagnosis("interpreter", Level.WARN, flaw, "update Python when your system offers it")
    if not flaws:
        yield Diagnosis("interpreter", Level.OK, "no known flaw")


def clock(_settings: Settings, _targets: tuple[Target, ...], now: datetime) -> Iterator[Diagnosis]:
    if now.year < _FIRST_YEAR:
        yield Diagnosis("clock", Level.FAIL, f"it says {now:%Y-%m-%d}", "set the clock (timedatectl set-ntp true)")
    else:
        yield Diagnosis("clock", Level.OK, f"{now:%Y-%m-%d %H:%M} UTC")


def folders(settings: Settings, _targets: tuple[Target, ...], _now: datetime) -> Iterator[Diagnosis]:
    places = tuple(map(nearest, folders_of(settings)))
    own = places[0]
    if not is_writable(own):
        remedy = f"make {own} writable for the user that runs Clausewatch, or change archive.url"
        yield Diagnosis("folders", Level.FAIL, f"nothing can be written into {own}", remedy)
        return
    yield Diagnosis("folders", Level.OK, f"{own} is writable")
    (free, tightest), least = min((free_in(place), place) for place in places), settings.operations.room
    level = Level.FAIL if free < least else Level.WARN if free < _TIGHT else Level.OK
    remedy = "" if level is Level.OK else f"make room: under {least >> 20} MiB (operations.room) nothing is looked at"
    yield Diagnosis("disk", level, f"{free / 1024**3:.1f} GiB free at {tightest}", remedy)


def is_writable(folder: Path) -> bool:
    """By trying: a full or read-only file system has the right permissions too."""
    probe = folder / ".clausewatch-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def database(settings: Settings, _targets: tuple[Target, ...], now: datetime) -> Iterator[Diagnosis]:
    try:
        state = schema_state(settings.archive_url)
    except StorageError as error:
        yield Diagnosis("database", Level.FAIL, str(error), "check archive.url and who may use it")
        return
    match state:
        case SchemaState.EMPTY:
            yield Diagnosis("database", Level.OK, "reachable, without tables yet; the first run makes them")
        case SchemaState.BEHIND:
            remedy = "back it up, then: clausewatch migrate"
            yield Diagnosis("database", Level.FAIL, "its tables are those of an earlier release", remedy)
        case SchemaState.NEWER:
            remedy = "install that release, or restore the backup made before the upgrade"
            yield Diagnosis("database", Level.FAIL, "its tables are those of a newer release", remedy)
        case SchemaState.CURRENT:
            yield _written(settings)
            cards = _cards(settings)
            yield from _clock_against(cards, now)
            yield from _read_alike(cards)


def _written(settings: Settings) -> Diagnosis:
    """Whether looks can be recorded."""
    try:
        require_writable(settings.archive_url)
    except StorageError as error:
        return Diagnosis("database", Level.FAIL, str(error), "give it to the user, or the role, that runs Clausewatch")
    return Diagnosis("database", Level.OK, "reachable, tables are those of this release")


def _cards(settings: Settings) -> tuple[DocumentCard, ...]:
    library = open_library(settings.archive_url)
    try:
        return library.documents()
    finally:
        library.close()


def _clock_against(cards: Sequence[DocumentCard], now: datetime) -> Iterator[Diagnosis]:
    """A look recorded in the future: the clock, then or now, was wrong."""
    latest = max((card.last_checked for card in cards if card.last_checked), default=now)
    if latest > now + _SLACK:
        says = f"it is {now:%Y-%m-%d %H:%M} UTC, and the archive has a look of {latest:%Y-%m-%d %H:%M} UTC"
        yield Diagnosis("clock", Level.FAIL, says, "set the clock (timedatectl set-ntp true)")


def _read_alike(cards: Sequence[DocumentCard]) -> Iterator[Diagnosis]:
    """Documents of one page that are read word for word the same: each is told what changes in the others."""
    alike = defaultdict[tuple[object, ...], list[str]](list)
    for card in cards:
        if card.latest is not None and card.state is not State.PAUSED:
            alike[card.target.urls, card.latest.text_sha256].append(card.target.id)
    for ids in alike.values():
        if len(ids) > 1:
            says = f"{', '.join(ids)}: the same text of the same page is read for each of them"
            remedy = "say which part of the page each is, by follow or select in its target file (docs/settings.md)"
            yield Diagnosis("targets", Level.WARN, says, remedy)
