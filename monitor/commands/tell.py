"""`clausewatch tell`"""

from pathlib import Path

import click

from monitor.assembly import opened_archive, telling
from monitor.clock import now
from monitor.commands.calling import json_option, settings_of, settings_option
from monitor.commands.printing import emit, say
from monitor.cycle import Telling, due_message, tell
from monitor.settings import Settings
from notifications.rendering import text_of
from policy.model.digests import DeliveryState, Message, Subscriber
from storage import SqlArchive


@click.command()
@settings_option
@json_option
@click.option("--dry", is_flag=True, help="Only show what would be sent now.")
@click.pass_context
def command(ctx: click.Context, path: Path, dry: bool, wants_json: bool) -> None:
    """Send the digests that are due; with --dry, --json shows them for programs."""
    if wants_json and not dry:
        raise click.UsageError("tell prints JSON only of what it would send: tell --dry --json")
    settings = settings_of(path)
    if not settings.subscribers:
        say(f"Nobody is to be told: there are no [[subscribers]] in {path}.")
        return
    with opened_archive(settings) as archive:
        desk = telling(settings, archive)
        if dry:
            _show(desk, wants_json)
        elif not _send(desk, archive, settings):
            ctx.exit(1)


def _show(desk: Telling, wants_json: bool) -> None:
    for subscriber in desk.subscribers:
        message = due_message(desk, subscriber, now())
        if wants_json:
            emit(_answer(subscriber, message))
        elif message is None:
            say(f"{subscriber.id}: nothing is due.")
        else:
            click.echo(f"To: {message.address}\nSubject: {message.subject}\n\n{text_of(message)}")


def _answer(subscriber: Subscriber, message: Message | None) -> dict[str, object]:
    return {
        "subscriber": subscriber.id,
        "address": subscriber.address,
        "channel": subscriber.channel,
        "subject": message.subject if message else None,
        "changes": message.changes if message else (),
        "unread": tuple({"target": target, "state": state} for target, state in message.unread) if message else (),
        "text": text_of(message) if message else None,
    }


def _send(desk: Telling, archive: SqlArchive, settings: Settings) -> bool:
    """Whether everything sealed was taken."""
    told = tell(desk, now())
    for message, delivery in told:
        is_taken = delivery.state is DeliveryState.DELIVERED
        click.echo(f"{message.subscriber_id}: {'sent' if is_taken else 'not sent'}: {message.subject}")
        if not is_taken:
            say(
                f"{message.subscriber_id} by {message.channel}: {delivery.detail}. {_remedy(message.channel, settings)}"
            )
    late = [one for one in archive.waiting() if one.attempts]
    for one in late:
        say(f"{one.subscriber_id}: waits in the outbox, next try {one.next_try:%Y-%m-%d %H:%M} UTC: {one.subject}")
        if not told:
            say(f"{one.subscriber_id} by {one.channel}: {one.detail}. {_remedy(one.channel, settings)}")
    if not told and not late:
        say("Nothing is due.")
    return not late and all(delivery.state is DeliveryState.DELIVERED for _, delivery in told)


def _remedy(channel: str, settings: Settings) -> str:
    return f"Correct channels.{channel} in {settings.path}, or what it leads to; then: clausewatch doctor"
