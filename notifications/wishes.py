"""What a subscriber asked for, in their own language."""

from notifications.visible import visible
from notifications.wording import Wording
from policy.model.digests import AtOnce, Daily, Schedule, Scope, Subscriber, Weekly
from policy.words import document_type_label, kind_label, severity_label


def because(subscriber: Subscriber, wording: Wording) -> str:
    """Why they get a digest, and alerts beside it."""
    said = wording.say(
        "You get this because {address} is subscribed to Clausewatch: {schedule}, {scope}, from “{minimum}” upwards.",
        address=visible(subscriber.address, 254),
        schedule=schedule_words(subscriber.schedule, wording),
        scope=scope_words(subscriber.scope, wording),
        minimum=minimum_words(subscriber, wording),
    )
    return " ".join(filter(None, (said, alert_words(subscriber, wording))))


def alert_words(subscriber: Subscriber, wording: Wording) -> str:
    """What is told before the next digest; empty: nothing is."""
    if subscriber.alerts is None or isinstance(subscriber.schedule, AtOnce):
        return ""
    weight = severity_label(subscriber.alerts, wording.language).lower()
    return wording.say("Changes from “{weight}” upwards come at once.", weight=weight)


def minimum_words(subscriber: Subscriber, wording: Wording) -> str:
    """Such as "minor"."""
    return severity_label(subscriber.minimum, wording.language).lower()


def schedule_words(schedule: Schedule, wording: Wording) -> str:
    """Such as "every day at 08:00"."""
    match schedule:
        case AtOnce():
            return wording.say("as soon as a change is confirmed")
        case Daily(at, _):
            return wording.say("every day at {time}", time=wording.clock(at))
        case Weekly(weekday, at, _):
            return wording.every(weekday, at)


def scope_words(scope: Scope, wording: Wording) -> str:
    """What the subscriber chose, or that they chose everything."""
    chosen = [
        *scope.documents,
        *scope.services,
        *(f"#{tag}" for tag in scope.tags),
        *(document_type_label(one, wording.language) for one in scope.document_types),
        *(kind_label(one, wording.language) for one in scope.kinds),
    ]
    if not chosen:
        return wording.say("all documents")
    return wording.say("only {choice}", choice=visible(", ".join(chosen), 300))
