"""`clausewatch read FILE|URL…`"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

import click

from monitor.answers import read_answer
from monitor.commands.calling import json_option, settings_of, settings_option
from monitor.commands.drift_view import show_drift
from monitor.commands.patience import patience
from monitor.commands.reading_view import show_reading
from monitor.commands.wishes import reading_options
from monitor.inputs import Arrived, Missing, from_addresses, from_file, is_address, unreadable, wordless
from monitor.printing import emit, say
from policy.facts import facts
from policy.facts.versions import drift
from policy.model.readings import Source
from policy.model.targets import ReadingOptions
from policy.reading import read


@click.command()
@settings_option
@json_option
@reading_options
@click.argument("names", metavar="FILE|URL…", nargs=-1, required=True)
def command(path: Path, wants_json: bool, names: tuple[str, ...], wishes: ReadingOptions) -> None:
    """Show what is read: the outline, the text, what was left out, and the facts. Files need no settings; addresses
    need those that say who fetches."""
    shown = [_is_read(name, source, wishes, wants_json) for name, source in _sources(names, path)]
    if not all(shown):
        click.get_current_context().exit(1)


def _is_read(name: str, source: Source | Arrived | Missing, wishes: ReadingOptions, wants_json: bool) -> bool:
    """Whether a text was found in it; what was read is shown, and what is wrong with it said."""
    if isinstance(source, Missing):
        say(f"{name}: {source.reason}")
        return False
    note = source.note if isinstance(source, Arrived) else ""
    if note:
        say(f"{name}: {note}")
    fragment = urldefrag(name).fragment if is_address(name) else ""
    with patience(name):
        reading = read((source.source if isinstance(source, Arrived) else source,), replace(wishes, fragment=fragment))
    reason = unreadable(reading)
    fault = reason or wordless(reading)
    if fault:
        say(f"{name}: {'not read' if reason else 'no text'}: {fault}")
    if wants_json:
        emit(read_answer(name, reading, facts(reading)) | {"fetched": note or None})
    elif not reason and (not fault or reading.dropped):
        show_reading(name, reading, facts(reading))
        show_drift(drift(reading))
    return not fault


def _sources(names: tuple[str, ...], path: Path) -> Iterator[tuple[str, Source | Arrived | Missing]]:
    """Every input in the order given; all addresses are fetched by one crawler."""
    urls = [name for name in names if is_address(name)]
    pages = iter(from_addresses(urls, settings_of(path).crawl)) if urls else iter(())
    for name in names:
        yield (
            name,
            next(pages)
            if is_address(name)
            else from_file(Path(name), remedy="Name a file that can be read, or an address with https://"),
        )
