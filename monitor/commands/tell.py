"""`clausewatch tell`"""

from dataclasses import dataclass
from pathlib import Path

import click

from monitor.assembly import opened_archive, opened_registry, telling
from monitor.clock import now
from monitor.commands import dead
from monitor.commands.calling import asked_as, json_option, settings_of, settings_option
from monitor.printing import counted, emit, say
from monitor.reprieve import Reprieve
from monitor.settings import Settings
from monitor.telling import Telling, Told, due_message, is_suppressed, tell, told_again
from monitor.trial import trial
from monitor.unreached import REMEDY
from notifications.rendering import text_of
from notifications.schedule import ALERTS_AN_HOUR, next_slot
from policy.model.digests import AtOnce, DeliveryState, Message, Subscriber
from storage import SqlArchive

_NOTHING = "nothing is due; whether mail arrives: clausewatch tell --trial"


@dataclass(frozen=True, slots=True)
class _Asked:
    path: Path
    wants_json: bool
    dry: bool
    early: bool
    wants_dead: bool
    wants_retry: bool
    wants_trial: bool

    def require_sense(self) -> None:
        """Raises UsageError when two of the wishes contradict one another."""
        if self.wants_retry and not self.wants_dead:
            raise click.UsageError("only what was given up is sent again: tell --dead --retry")
        if self.wants_trial and (self.dry or self.early or self.wants_dead):
            raise click.UsageError("--trial sends a message of its own to every reader: ask for it alone")
        if self.wants_dead and self.early:
            raise click.UsageError(
                "--early is for digests that wait, --dead for messages given up: ask for one of them"
            )
        if self.dry and self.wants_dead:
            raise click.UsageError("--dry shows what would be sent, --dead what was given up: ask for one of them")
        if self.wants_json and not (self.dry or self.wants_dead):
            raise click.UsageError(
                "tell prints JSON of what it would send or gave up: tell --dry --json, tell --dead --json"
            )


@click.command()
@settings_option
@json_option
@click.option("--dry", is_flag=True, help="Only show what would be sent now.")
@click.option("--early", is_flag=True, help="Do not wait for the hour of each digest: what waits is due now.")
@click.option(
    "--dead", "wants_dead", is_flag=True, help="List the messages given up: why, since when, how often tried."
)
@click.option("--retry", "wants_retry", is_flag=True, help="With --dead: send them again.")
@click.option(
    "--trial", "wants_trial", is_flag=True, help="Send every reader a message now that only shows that it arrives."
)
@asked_as(_Asked)
def command(ctx: click.Context, asked: _Asked) -> None:
    """Send the digests that are due; with --dry or --dead, --json shows them for programs."""
    asked.require_sense()
    settings = settings_of(asked.path)
    with opened_archive(settings) as archive, opened_registry(settings) as registry:
        desk = telling(settings, archive, registry)
        if asked.wants_dead:
            is_well = (dead.retried if asked.wants_retry else dead.listed)(desk, asked.wants_json)
        elif not desk.audience():
            say(f"Nobody is to be told: there are no [[subscribers]] in {asked.path}.")
            is_well = True
        elif asked.wants_trial:
            is_well = _try(desk, settings)
        elif asked.dry:
            is_well = _show(desk, asked.early, asked.wants_json)
        else:
            is_well = _send(desk, asked.early, archive, settings)
    if not is_well:
        ctx.exit(1)


def _show(desk: Telling, early: bool, wants_json: bool) -> bool:
    for subscriber in desk.audience():
        message = due_message(desk, subscriber, now(), early=early)
        if wants_json:
            emit(_answer(subscriber, message))
        elif message is None:
            say(f"{subscriber.id}: {_waiting(desk, subscriber) or _NOTHING}.")
        else:
            click.echo(f"To: {message.address}\nSubject: {message.subject}\n\n{text_of(message)}")
    return True


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


def _waiting(desk: Telling, subscriber: Subscriber) -> str:
    """What is kept for a later digest, and until when: silence would look like loss. Empty: nothing is."""
    number = len(desk.archive.pending(subscriber.id, now()))
    if not number:
        return ""
    wait = f"{counted(number, 'change')} {'waits' if number == 1 else 'wait'}"
    if isinstance(subscriber.schedule, AtOnce):
        again = told_again(desk.archive, subscriber, now())
        return f"{wait} for {again:%Y-%m-%d %H:%M} UTC: an hour has {ALERTS_AN_HOUR} messages at most"
    return f"{wait} for {next_slot(subscriber.schedule, now()):%Y-%m-%d %H:%M} UTC; at once: clausewatch tell --early"


def _send(desk: Telling, early: bool, archive: SqlArchive, settings: Settings) -> bool:
    """Whether everything sealed was taken."""
    Reprieve(desk).heed(now())
    told = tell(desk, now(), early=early)
    _report(told, settings)
    late = [one for one in archive.waiting() if one.attempts]
    for one in late:
        say(f"{one.subscriber_id}: waits in the outbox, next try {one.next_try:%Y-%m-%d %H:%M} UTC: {one.subject}")
        if not told:
            say(f"{one.subscriber_id} by {one.channel}: {one.detail}. {_remedy(one.channel, settings)}")
    refusing = [one for one in desk.audience() if is_suppressed(archive, one)]
    for reader in refusing:
        say(f"{reader.id}: {reader.address} refused mail again and again; nothing more is sent. {REMEDY}")
    waiting = {reader.id: _waiting(desk, reader) for reader in desk.audience() if reader not in refusing}
    for name, what in waiting.items():
        if what:
            say(f"{name}: {what}.")
    if not told and not late and not refusing and not any(waiting.values()):
        say("Nothing is due.")
    return not late and not refusing and all(delivery.state is DeliveryState.DELIVERED for _, delivery in told)


def _try(desk: Telling, settings: Settings) -> bool:
    """Whether every reader was reached, as far as the channels can say."""
    told = trial(desk, now())
    _report(told, settings)
    return all(delivery.state is DeliveryState.DELIVERED for _, delivery in told)


def _report(told: Told, settings: Settings) -> None:
    for message, delivery in told:
        is_taken = delivery.state is DeliveryState.DELIVERED
        click.echo(f"{message.subscriber_id}: {'sent' if is_taken else 'not sent'}: {message.subject}")
        if not is_taken:
            say(
                f"{message.subscriber_id} by {message.channel}: {delivery.detail}. {_remedy(message.channel, settings)}"
            )


def _remedy(channel: str, settings: Settings) -> str:
    return f"Correct channels.{channel} in {settings.path}, or what it leads to; then: clausewatch doctor"
