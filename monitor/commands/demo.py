"""`clausewatch demo`"""

import click


@click.command()
@click.option("--no-serve", is_flag=True, help="End instead of showing the history pages.")
@click.pass_context
def command(ctx: click.Context, no_serve: bool) -> None:
    """Run the whole line on an example site of its own: look, change, look again, tell, show."""
    from monitor.demo import run

    ctx.exit(run(serve=not no_serve))
