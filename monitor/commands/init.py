"""`clausewatch init DIR`"""

from importlib.resources import files
from pathlib import Path

import click

from monitor.printing import say
from monitor.whole import write_whole


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Make a folder to watch from: a commented clausewatch.toml and an empty targets/. Nothing is overwritten."""
    settings, targets = folder / "clausewatch.toml", folder / "targets"
    if settings.exists():
        raise click.ClickException(f"{settings} is there already. Edit it, or choose another folder")
    try:
        targets.mkdir(parents=True, exist_ok=True)
        write_whole(settings, template())
    except OSError as error:
        place = error.filename or folder
        raise click.ClickException(f"{place}: {error.strerror}. Choose a folder you may write into") from error
    click.echo(settings)
    say(f"Now write who you are into {settings} (crawler.contact), then, in {folder}:")
    say("  clausewatch add https://www.company.example")
    say("  clausewatch run --serve")


def template() -> str:
    """The commented settings file that comes with this release."""
    return (files("monitor") / "clausewatch.toml").read_text("utf-8")
