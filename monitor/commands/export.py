"""`clausewatch export`"""

import asyncio
from pathlib import Path

import click

from history.exporting import ExportError
from history.exporting import export as exported
from history.settings import SiteSettings
from history.site import application
from monitor.clock import now
from monitor.commands.calling import settings_of, settings_option
from monitor.commands.printing import say
from storage import open_library

_MARK = ".clausewatch-site"  # what we wrote ourselves may be written again


@click.command()
@settings_option
@click.option(
    "--site",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the history pages as files that open from a disk.",
)
def command(path: Path, folder: Path) -> None:
    """Write the history pages as files, to be opened from a disk or hosted anywhere."""
    settings = settings_of(path)
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise click.UsageError(f"{folder} holds other files; name an empty folder or one of an earlier export")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()

    def write(name: str, body: bytes) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    library = open_library(settings.archive_url)
    site = SiteSettings(settings.site.address, settings.site.title, settings.site.contact, settings.site.stale_after)
    try:
        count = asyncio.run(exported(application(library, site, now), site.prefix, write))
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    finally:
        library.close()
    say(f"{count} files in {folder}; open {folder / 'index.html'}")
