"""Digests of invented companies, for tests and for looking at."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from notifications.digest import compose
from policy.heads import Head
from policy.knowledge.reasons import reason
from policy.model.changes import Direction, Finding, Kind, Quote, Severity, Verdict
from policy.model.digests import AtOnce, Daily, Digest, Entry, Subscriber, Tally, Unread
from policy.model.looks import State, VersionCause
from policy.model.readings import Suspicion
from policy.model.shelf import Change, VersionCard
from policy.model.targets import DocumentType, Target
from tests.support.builders import target

UNTIL = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 08:00 in Jakarta
SEEN = datetime(2026, 3, 2, 7, 41, tzinfo=UTC)
ANN = Subscriber("ann", "ann@reader.example", "mail", Daily(time(8), "Asia/Jakarta"))


def as_judged(finding: Finding) -> Finding:
    """The finding with the reason the judge would give."""
    return replace(finding, reason=reason(finding.kind, finding.direction, finding.what))


MAIL_CHANGED = as_judged(
    Finding(
        kind=Kind.CONTACT,
        direction=Direction.CHANGED,
        severity=Severity.MAJOR,
        what="privacy@acme.example → dpo@acme-group.example",
        section=("Contact us", "Data protection officer"),
        before=Quote("Write to our officer at privacy@acme.example; we answer within 30 days.", (), "contact", 0, 70),
        after=Quote("Write to our officer at dpo@acme-group.example; we answer within 60 days.", (), "contact", 0, 72),
        reason="",
        rule="contact/e-mail",
    )
)
PROMISE_GONE = as_judged(
    Finding(
        kind=Kind.NEGATIVE_PROMISE,
        direction=Direction.REMOVED,
        severity=Severity.CRITICAL,
        what="sell: ",
        section=("How we share data",),
        before=Quote("We never sell your personal data, and never will.", (), "sharing", 0, 49),
        after=None,
        reason="",
        rule="promise/removed",
    )
)
CALL_LOGS = as_judged(
    Finding(
        kind=Kind.DATA_CATEGORY,
        direction=Direction.ADDED,
        severity=Severity.MAJOR,
        what="call-logs",
        section=("Data yang kami kumpulkan",),
        before=None,
        after=Quote("Kami juga mengumpulkan catatan panggilan dari perangkat Anda.", (), "data", 0, 61),
        reason="",
        rule="data/added",
    )
)
KEPT_LONGER = as_judged(
    Finding(
        kind=Kind.RETENTION,
        direction=Direction.WIDENED,
        severity=Severity.MAJOR,
        what="P30D → P2Y",
        section=("Сроки хранения",),
        before=Quote("Мы храним историю заказов 30 дней.", (), "srok", 0, 34),
        after=Quote("Мы храним историю заказов два года после закрытия счёта.", (), "srok", 0, 56),
        reason="",
        rule="retention/longer",
    )
)
NEW_DATE = as_judged(
    Finding(
        kind=Kind.EFFECTIVE_DATE,
        direction=Direction.CHANGED,
        severity=Severity.INFO,
        what="2025-06-01 → 2026-04-01",
        section=(),
        before=Quote("In force from 1 June 2025.", (), "top", 0, 26),
        after=Quote("In force from 1 April 2026.", (), "top", 0, 27),
        reason="",
        rule="date/effective",
    )
)
NEW_PARTY = as_judged(
    Finding(
        kind=Kind.NAMED_THIRD_PARTY,
        direction=Direction.ADDED,
        severity=Severity.MINOR,
        what="Parcelbird GmbH",
        section=("Delivery",),
        before=None,
        after=Quote("Parcelbird GmbH brings your orders.", (), "delivery", 0, 35),
        reason="",
        rule="party/added",
    )
)
EDITED = as_judged(replace(NEW_DATE, kind=Kind.EDITORIAL, what=""))


def version_card(of: Target, number: int, returned_to: int | None = None, language: str = "en") -> VersionCard:
    return VersionCard(
        target_id=of.id,
        number=number,
        cause=VersionCause.SOURCE,
        title="Privacy policy",
        languages=(language,),
        text_sha256=f"{number:064x}",
        first_seen=SEEN,
        confirmed_at=SEEN + timedelta(seconds=95),
        returned_to=returned_to,
    )


def change(
    *findings: Finding,
    of: Target | None = None,
    number: int = 4,
    returned_to: int | None = None,
    language: str = "en",
) -> Change:
    """The step of a target to version `number`."""
    watched = of or target()
    return Change(
        target=watched,
        before=version_card(watched, number - 1, language=language),
        after=version_card(watched, number, returned_to, language),
        verdict=Verdict.MATERIAL,
        suspect=None,
        findings=findings,
        edits=len(findings),
    )


def entry(of: Change) -> Entry:
    turns = 14 if of.target.service == "seesaw" else 0
    return Entry(ANN.id, of, of.after.confirmed_at, turns)


def tally(checks: int = 58, *failed: tuple[State, int]) -> Tally:
    good = checks - sum(number for _, number in failed)
    return Tally(UNTIL - timedelta(days=1), UNTIL, checks, good, failed)


def unread(
    of: Target, state: State = State.BLOCKED, *, is_news: bool = True, cause: str = "blocked: 403 Forbidden"
) -> Unread:
    return Unread(of, state, SEEN - timedelta(days=8), SEEN - timedelta(days=8, hours=12), cause, is_news)


def digest(
    *changes: Change, notices: tuple[Unread, ...] = (), to: Subscriber = ANN, counted: Tally | None = None
) -> Digest:
    return compose(to, [entry(one) for one in changes], notices, counted or tally(), UNTIL)


def full_digest(language: str = "en") -> Digest:
    """A digest with something of every kind."""
    acme = replace(target("acme"), service_name="Acme Shop")
    toko = replace(target("tokobaru"), service_name="Toko Baru", language="id")
    lavka = replace(target("lavka"), service_name="Лавка Север", language="ru")
    harbor = replace(target("harbor"), service_name="Harbor & Sons")
    cookies = replace(target("harbor", DocumentType.COOKIES), service_name="Harbor & Sons")
    doubtful = replace(change(of=cookies, number=7), suspect=Suspicion.TRUNCATED)
    whole = digest(
        change(MAIL_CHANGED, PROMISE_GONE, NEW_DATE, EDITED, of=acme),
        change(NEW_PARTY, of=acme, number=5),
        change(CALL_LOGS, of=toko, number=12, language="id"),
        change(KEPT_LONGER, of=lavka, number=3, language="ru"),
        change(NEW_PARTY, NEW_DATE, of=harbor, number=6),
        doubtful,
        change(NEW_PARTY, of=replace(target("quill"), service_name="Quill"), number=9, returned_to=7),
        change(of=replace(target("seesaw"), service_name="Seesaw"), number=31, returned_to=29),
        notices=(
            unread(replace(target("mintbank"), service_name="Mint Bank")),
            unread(replace(target("oldfield"), service_name="Oldfield"), State.OK),
            unread(replace(target("farsky"), service_name="Farsky"), State.UNREACHABLE, is_news=False),
        ),
        to=replace(ANN, language=language),
        counted=tally(58, (State.BLOCKED, 1), (State.UNREACHABLE, 2)),
    )
    return replace(whole, head=Head(datetime(2026, 3, 3, tzinfo=UTC), "0123456789abcdef" * 4))


def at_once_digest() -> Digest:
    """One change, told as soon as it was confirmed."""
    return digest(change(MAIL_CHANGED), to=replace(ANN, schedule=AtOnce("Europe/Berlin")), counted=tally(1))
