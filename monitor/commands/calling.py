"""What the commands share: their options, and the settings and targets they run with."""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from monitor.audience import unmatched
from monitor.printing import say
from monitor.rhythm import Rhythm
from monitor.settings import FILE, Settings, load
from monitor.tables import SettingsError
from monitor.targets import load as load_targets
from policy.model.targets import Target


def _path(ctx: click.Context, _option: click.Parameter, given: Path | None) -> Path:
    """The settings named after the command, or before it."""
    named: Path = given or ctx.find_root().params.get("settings", FILE)
    return named


def _json(ctx: click.Context, _option: click.Parameter, given: bool) -> bool:
    return given or bool(ctx.find_root().params.get("wants_json"))


settings_option = click.option(
    "--settings",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_path,
    help=f"The settings; default: {FILE}.",
)
json_option = click.option("--json", "wants_json", is_flag=True, callback=_json, help="Print JSON, one object a line.")


Asked = TypeVar("Asked")


def asked_as(kind: Callable[..., Asked]) -> Callable[[Callable[[click.Context, Asked], None]], Callable[..., None]]:
    """A command of many options gets them as one value, whose fields have the options' names."""

    def gathering(command: Callable[[click.Context, Asked], None]) -> Callable[..., None]:
        @click.pass_context
        @functools.wraps(command)
        def gathered(ctx: click.Context, /, **options: object) -> None:
            command(ctx, kind(**options))

        return gathered

    return gathering


def settings_of(path: Path) -> Settings:
    """The settings, with secrets from the environment."""
    return load(path, os.environ)


def watched(path: Path) -> tuple[Settings, tuple[Target, ...]]:
    """Settings and targets. Raises SettingsError with the mistakes of both together."""
    if not path.exists():
        settings_of(path)  # says so; targets beside a file that is not there would only add noise
    messages: list[str] = []
    settings = None
    try:
        settings = settings_of(path)
    except SettingsError as error:
        messages.extend(error.messages)
    targets: tuple[Target, ...] = ()
    try:
        interval = (settings.rhythm if settings else Rhythm()).interval
        targets = load_targets(path.absolute().parent / "targets", interval)
    except SettingsError as error:
        messages.extend(error.messages)
    if messages or settings is None:
        raise SettingsError(tuple(messages))
    for one, name in unmatched(settings.subscribers, targets):
        say(f"Warning: {settings.path}: subscriber {one.id}: {name!r} is no document, service or tag of any target")
    return settings, targets
