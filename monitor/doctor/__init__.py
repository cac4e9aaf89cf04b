"""The self-check: everything a watch needs, looked at before it is left alone."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from monitor.doctor.diagnosis import Diagnosis, Level
from monitor.doctor.looking import browser, contact, crawler
from monitor.doctor.machine import clock, database, folders, interpreter
from monitor.doctor.telling import audience, channels, operations, site, subscriptions
from monitor.settings import Settings, load
from monitor.tables import SettingsError
from monitor.targets import load as load_targets
from policy.model.targets import Target

__all__ = ["Diagnosis", "Level", "examine"]


def examine(path: Path, environment: Mapping[str, str], now: datetime) -> Iterator[Diagnosis]:
    """Everything in turn; what cannot be looked at without settings is left out when they are wrong."""
    yield from interpreter()
    try:
        settings = load(path, environment)
    except SettingsError as error:
        yield from (Diagnosis("settings", Level.FAIL, message) for message in error.messages)
        return
    yield Diagnosis("settings", Level.OK, f"{settings.path}")
    targets: tuple[Target, ...] = ()
    try:
        targets = load_targets(settings.targets_folder, settings.rhythm.interval)
        yield _counted(targets, settings)
    except SettingsError as error:
        yield from (Diagnosis("targets", Level.FAIL, message) for message in error.messages)
    for check in _CHECKS:
        yield from check(settings, targets, now)


def _counted(targets: tuple[Target, ...], settings: Settings) -> Diagnosis:
    if targets:
        return Diagnosis("targets", Level.OK, f"{len(targets)} in {settings.targets_folder}")
    return Diagnosis(
        "targets", Level.WARN, f"none in {settings.targets_folder}", "clausewatch add https://www.company.example"
    )


_CHECKS: tuple[Callable[[Settings, tuple[Target, ...], datetime], Iterator[Diagnosis]], ...] = (
    clock,
    folders,
    database,
    crawler,
    contact,
    browser,
    audience,
    subscriptions,
    channels,
    site,
    operations,
)
