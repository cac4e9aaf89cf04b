"""`clausewatch demo`"""

from pathlib import Path

import click

from monitor.demo import run


@click.command()
@click.option("--no-serve", is_flag=True, help="End instead of showing the history pages.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep settings and archive in this folder; otherwise they are gone afterwards.",
)
@click.pass_context
def command(ctx: click.Context, no_serve: bool, folder: Path | None) -> None:
    """Run the whole line on an example site of its own: look, change, look again, tell, show."""
    try:
        ctx.exit(run(serve=not no_serve, folder=folder))
    except FileExistsError as error:
        raise click.ClickException(f"{error.filename} is there already. Choose another folder") from error
