"""`clausewatch export`"""

import asyncio
from itertools import count
from pathlib import Path

import click

from history.exporting import ExportError
from history.exporting import export as exported
from history.settings import SiteSettings
from history.site import application
from monitor.clock import now
from monitor.commands.calling import settings_of, settings_option
from monitor.printing import say
from monitor.settings import Settings
from policy.catalogues import LANGUAGES
from storage import back_up, open_library

_EACH = 1_000  # files after which a long export says that it goes on
_MARK = ".clausewatch-site"  # what we wrote ourselves may be written again


@click.command()
@settings_option
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for the history pages, as files that open from a disk or are hosted anywhere.",
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="A language of the pages; several: the first stands at the root. Without it, all of them.",
)
@click.option(
    "--backup",
    "backup",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file for the whole archive as it is at one moment; the watch may go on meanwhile.",
)
def command(path: Path, folder: Path | None, languages: tuple[str, ...], backup: Path | None) -> None:
    """Write the history pages as files, or the whole archive as a backup."""
    settings = settings_of(path)
    if folder is None and backup is None:
        raise click.UsageError("say what to write: --site DIR, --backup FILE, or both")
    if languages and folder is None:
        raise click.UsageError("--language is for the pages: name their folder with --site DIR")
    if folder is not None:
        _write_pages(settings, folder, tuple(dict.fromkeys(languages)) or LANGUAGES)
    if backup is not None:
        back_up(settings.archive_url, backup.absolute(), lambda table: say(f"copying {table}"))
        say(f"{backup} holds the archive; try it: clausewatch verify --archive {backup}")


def _write_pages(settings: Settings, folder: Path, languages: tuple[str, ...]) -> None:
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise click.UsageError(f"{folder} holds other files; name an empty folder or one of an earlier export")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()

    written = count(1)

    def write(name: str, body: bytes) -> None:
        file = folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        except OSError as error:
            raise click.ClickException(
                f"{file}: {error.strerror}. The pages are not complete; write them again"
            ) from error
        number = next(written)
        if number % _EACH == 0:
            say(f"{number} files so far")

    library = open_library(settings.archive_url)
    site = SiteSettings(settings.site.address, settings.site.title, settings.site.contact, settings.site.stale_after)
    try:
        number = asyncio.run(exported(application(library, site, now), site.prefix, write, languages))
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    finally:
        library.close()
    say(f"{number} files in {folder}; open {folder / 'index.html'}")
