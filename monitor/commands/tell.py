"""`clausewatch tell`"""

from pathlib import Path

import click

from monitor.assembly import now, opened_archive, telling
from monitor.commands.calling import settings_of, settings_option
from monitor.commands.printing import say
from monitor.cycle import Telling, due_message, tell
from notifications.rendering import text_of
from policy.model.digests import DeliveryState


@click.command()
@settings_option
@click.option("--dry", is_flag=True, help="Only show what would be sent now.")
@click.pass_context
def command(ctx: click.Context, path: Path, dry: bool) -> None:
    """Send the digests that are due."""
    settings = settings_of(path)
    if not settings.subscribers:
        say(f"Nobody is to be told: there are no [[subscribers]] in {path}.")
        return
    with opened_archive(settings) as archive:
        desk = telling(settings, archive)
        if dry:
            _show(desk)
        elif not _send(desk):
            ctx.exit(1)


def _show(desk: Telling) -> None:
    for subscriber in desk.subscribers:
        message = due_message(desk, subscriber, now())
        if message is None:
            say(f"{subscriber.id}: nothing is due.")
            continue
        click.echo(f"To: {message.address}\nSubject: {message.subject}\n\n{text_of(message)}")


def _send(desk: Telling) -> bool:
    """Whether everything due was taken."""
    told = tell(desk, now())
    for message, delivery in told:
        is_taken = delivery.state is DeliveryState.DELIVERED
        click.echo(f"{message.subscriber_id}: {'sent' if is_taken else 'not sent'}: {message.subject}")
        if not is_taken:
            say(f"{message.subscriber_id} by {message.channel}: {delivery.detail}")
    if not told:
        say("Nothing is due.")
    return all(delivery.state is DeliveryState.DELIVERED for _, delivery in told)
