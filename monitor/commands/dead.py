"""Dead letters as `clausewatch tell --dead` lists them and sends them again."""

import click

from monitor.clock import now
from monitor.printing import counted, emit, plain, say
from monitor.telling import Telling, destinations, retry
from policy.model.digests import DeadLetter, DeliveryState


def listed(desk: Telling, wants_json: bool) -> bool:
    """Every dead letter with why, since when and after how many attempts; true, for it is no failure to have some."""
    letters = desk.archive.dead()
    for letter, to in destinations(desk, letters):
        if wants_json:
            emit(_answer(letter, to is not None))
        else:
            _print(letter, to is not None)
    if not letters:
        say("No message was given up.")
    elif not wants_json:
        say(f"{counted(len(letters), 'dead letter')}. After mending what is wrong: clausewatch tell --dead --retry")
    return True


def retried(desk: Telling, wants_json: bool) -> bool:
    """Every dead letter of somebody who is still told is offered again; true when all were taken."""
    letters = desk.archive.dead()
    mine = [letter for letter, to in destinations(desk, letters) if to is not None]
    told = {message.id: delivery for message, delivery in retry(desk, mine, now())}
    taken = 0
    for letter in mine:
        delivery = told.get(letter.id)  # None: its channel failed for others, and it waits
        is_taken = delivery is not None and delivery.state is DeliveryState.DELIVERED
        taken += is_taken
        detail = delivery.detail if delivery else "waits in the outbox"
        if wants_json:
            emit({"id": letter.id, "subscriber": letter.subscriber_id, "sent": is_taken, "detail": detail})
            continue
        click.echo(plain(f"{letter.subscriber_id}: {'sent' if is_taken else 'not sent'}: {letter.subject}"))
        if not is_taken:
            say(f"{letter.subscriber_id} by {letter.channel}: {detail}")
    if len(mine) < len(letters):
        say(f"{counted(len(letters) - len(mine), 'dead letter')} left alone: nobody of that id is told any more.")
    if not letters:
        say("No message was given up.")
    return taken == len(mine)


def _print(letter: DeadLetter, is_told: bool) -> None:
    tries = counted(letter.attempts, "attempt")
    click.echo(plain(f"{letter.subscriber_id} <{letter.address}> by {letter.channel}: {letter.subject}"))
    click.echo(plain(f"  given up {letter.dead_since:%Y-%m-%d %H:%M} UTC after {tries}: {letter.detail}"))
    if not is_told:
        click.echo("  nobody of that id is told any more")


def _answer(letter: DeadLetter, is_told: bool) -> dict[str, object]:
    return {
        "id": letter.id,
        "subscriber": letter.subscriber_id,
        "address": letter.address,
        "channel": letter.channel,
        "subject": letter.subject,
        "sealed_at": letter.sealed_at.isoformat(),
        "attempts": letter.attempts,
        "dead_since": letter.dead_since.isoformat(),
        "detail": letter.detail,
        "is_told": is_told,
    }
