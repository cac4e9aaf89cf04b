"""A library to look at: invented services with versions, changes, failures and gaps."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from policy.comparing import compare
from policy.facts import facts
from policy.facts.statements import eyes, statements
from policy.model.captures import Capture, Failure, Hop, TlsFacts
from policy.model.changes import RESTLESS, ChangeSet, Direction, Finding, Kind, Quote, Severity, Verdict
from policy.model.looks import Checked, Event, Move, State, Version, VersionCause
from policy.model.readings import Reading, Suspicion
from policy.model.statements import Stated
from policy.model.targets import DocumentType, Target
from tests.history.texts import COOKIES_1, COOKIES_2, KOPI_1, KOPI_2, KOPI_3, LAMPA_1, WARUNG_1, WARUNG_2, text_of
from tests.support.builders import DAY, HOUR, MONDAY, capture, page, sha256, target
from tests.support.shelf import ShelfArchive

KOPI = target("kopi", urls=("https://kopi.example/privacy",))
COOKIES = target("kopi", DocumentType.COOKIES, urls=("https://kopi.example/cookies",))
WARUNG = replace(target("warung"), service_name="Warung Digital", language="id", jurisdiction="ID")
LAMPA = replace(
    target("lampa"), service_name="Лампа", language="ru", jurisdiction="RU", robots_reason="We may <b>read</b>."
)
GAZETTE = replace(target("gazette", DocumentType.TERMS), service_name="The Daily Gazette")
TARGETS = (KOPI, COOKIES, WARUNG, LAMPA, GAZETTE)


class Desk:
    """Puts looks into an archive one after another, as a monitor would; what versions state may be made up."""

    def __init__(self, archive: ShelfArchive, stated: Callable[[int], Stated] | None = None) -> None:
        self.archive = archive
        self._made_up = stated

    def look(
        self,
        at: datetime,
        of: Target,
        event: Event,
        text: Reading | None = None,
        findings: Sequence[Finding] = (),
        failure: Failure | None = None,
        move: Move | None = None,
        returned_to: int | None = None,
        suspect: Suspicion | None = None,
    ) -> None:
        """One look; a text becomes the next version."""
        (order,) = self.archive.claim([of.id], at, HOUR)
        standing = self.archive.standing(of.id, "html/1")
        body = page(text) if text else b""
        seen = _rich(capture(of, at, body if text else None, failure))
        version = changes = None
        if text is not None:
            earlier = standing.version
            number = earlier.number + 1 if earlier else 1
            cause = VersionCause.SOURCE if earlier else VersionCause.FIRST
            bodies = (sha256(body),)
            first_seen = at - timedelta(seconds=92)
            version = Version(of.id, number, cause, text, bodies, seen.id, first_seen, at, returned_to)
            changes = _judged(earlier.reading, text, findings, suspect) if earlier else None
        kept = ((sha256(body), body),) if text else ()
        checked = Checked(of.id, order.lease, at, event, (seen,), at + of.interval, kept, move)
        stated = self._stated(version, of) if version else None
        self.archive.record(replace(checked, version=version, changes=changes, stated=stated), ())

    def _stated(self, version: Version, of: Target) -> Stated:
        if self._made_up is not None:
            return self._made_up(version.number)
        return _stated(version.number, version.reading, (of.service_name, *of.brands))


def exhibition() -> ShelfArchive:
    """Five documents of four services over eight weeks."""
    archive = ShelfArchive(*TARGETS)
    desk = Desk(archive)
    _kopi(desk)
    desk.look(MONDAY, COOKIES, Event.FIRST, text_of(COOKIES_1, "Cookies"), move=_move(State.NEW, State.OK, MONDAY))
    later = MONDAY + 31 * DAY
    desk.look(later, COOKIES, Event.CHANGED, text_of(COOKIES_2, "Cookies"), [COUNTING])
    later = MONDAY + 45 * DAY
    desk.look(later, COOKIES, Event.RETURNED, text_of(COOKIES_1, "Cookies"), [NOT_COUNTING], returned_to=1)
    title = "Kebijakan Privasi"
    desk.look(MONDAY, WARUNG, Event.FIRST, text_of(WARUNG_1, title, "id"), move=_move(State.NEW, State.OK, MONDAY))
    later = MONDAY + 54 * DAY
    desk.look(later, WARUNG, Event.CHANGED, text_of(WARUNG_2, title, "id"), [CARD_PHOTO, FIVE_TO_TEN])
    _lampa(desk)
    return archive


def rotating() -> ShelfArchive:
    """Kopi alone, whose second version differs only at a place that changes at nearly every visit."""
    desk = Desk(ShelfArchive(KOPI))
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1))
    words = replace(FINDINGS[0], kind=Kind.UNCLASSIFIED, severity=Severity.MINOR, what="")
    mark = replace(words, kind=Kind.EDITORIAL, severity=Severity.INFO, rule=RESTLESS)
    desk.look(MONDAY + DAY, KOPI, Event.CHANGED, text_of(KOPI_2), [words, mark])
    return desk.archive


def reread() -> ShelfArchive:
    """The same, and Kopi's second version is of our own making."""
    archive = exhibition()
    row = archive._rows[KOPI.id]
    row.versions[1] = replace(row.versions[1], cause=VersionCause.TECHNICAL)
    del row.changes[2]
    return archive


def _kopi(desk: Desk) -> None:
    desk.look(MONDAY, KOPI, Event.FIRST, text_of(KOPI_1), move=_move(State.NEW, State.OK, MONDAY))
    for number in range(1, 20):
        desk.look(MONDAY + number * DAY, KOPI, Event.UNCHANGED)
    changed = MONDAY + 20 * DAY
    desk.look(changed, KOPI, Event.CHANGED, text_of(KOPI_2), FINDINGS, move=_move(State.OK, State.CHANGED, changed))
    settled = changed + DAY
    desk.look(settled, KOPI, Event.UNCHANGED, move=_move(State.CHANGED, State.OK, settled, "no further change"))
    for number in range(22, 27):
        desk.look(MONDAY + number * DAY, KOPI, Event.FAILED, failure=Failure.TIMEOUT)
    for number in range(27, 50):
        desk.look(MONDAY + number * DAY, KOPI, Event.UNCHANGED)
    desk.look(MONDAY + 50 * DAY, KOPI, Event.CHANGED, text_of(KOPI_3))
    desk.look(MONDAY + 55 * DAY, KOPI, Event.UNCHANGED)


def _lampa(desk: Desk) -> None:
    text = text_of(LAMPA_1, "Политика конфиденциальности", "ru")
    desk.look(MONDAY, LAMPA, Event.FIRST, text, move=_move(State.NEW, State.OK, MONDAY))
    broken = MONDAY + 40 * DAY
    move = _move(State.OK, State.BLOCKED, broken, "the server answers 403 to everybody since Saturday")
    desk.look(broken, LAMPA, Event.FAILED, failure=Failure.BLOCKED, move=move)


def _move(before: State, after: State, at: datetime, cause: str = "") -> Move:
    return Move(before, after, cause or {State.OK: "read for the first time", State.CHANGED: "new text"}[after], at)


@cache  # the same few texts are exhibited to every test
def _stated(number: int, reading: Reading, brands: tuple[str, ...]) -> Stated:
    return Stated(number, eyes(), statements(reading, facts(reading, brands)))


def _judged(before: Reading, after: Reading, findings: Sequence[Finding], suspect: Suspicion | None) -> ChangeSet:
    weight = max((finding.severity for finding in findings), default=Severity.INFO)
    verdict = {Severity.INFO: Verdict.EDITORIAL, Severity.MINOR: Verdict.MINOR}.get(weight, Verdict.MATERIAL)
    changes = compare(before, after)
    return ChangeSet(verdict, suspect, ("en", "en"), changes, (), tuple(findings))


def _rich(seen: Capture) -> Capture:
    """The capture with a redirect and a protected connection, as most have in life."""
    if seen.response is None:
        return seen
    tls = TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", sha256(b"certificate"), "2026-12-31T00:00:00Z")
    hop = Hop(seen.url, 301, f"{seen.url}/", "192.0.2.10:443")
    return replace(seen, hops=(hop,), response=replace(seen.response, tls=tls))


def quote(text: str, *trail: str) -> Quote:
    identity = "-".join(("s", *trail)).casefold().replace(" ", "-")
    return Quote(text, trail, identity, 0, len(text))


def finding(
    kind: Kind,
    direction: Direction,
    severity: Severity,
    what: str,
    reason: str,
    before: Quote | None = None,
    after: Quote | None = None,
) -> Finding:
    shown = after or before
    section = shown.section if shown else ()
    return Finding(kind, direction, severity, what, section, before, after, reason, f"{kind}/{direction}")


_COLLECT = "What we collect"
_KEEP = "How long we keep it"
FINDINGS = (
    finding(
        Kind.DATA_CATEGORY,
        Direction.ADDED,
        Severity.MAJOR,
        "phone number",
        "The list of collected data names something it did not name before.",
        quote("your name and e-mail address", _COLLECT),
        quote("your name, e-mail address and phone number", _COLLECT),
    ),
    finding(
        Kind.NEGATIVE_PROMISE,
        Direction.REMOVED,
        Severity.CRITICAL,
        "precise location: from “not collected” to collected",
        "A promise not to collect something is gone, and the same thing is now collected.",
        quote("We do not collect your precise location.", _COLLECT),
        quote("your precise location, while the app is open", _COLLECT),
    ),
    finding(
        Kind.RETENTION,
        Direction.WIDENED,
        Severity.MAJOR,
        "order data: 12 months → 24 months",
        "The period stated for the same data is longer.",
        quote("We keep order data for 12 months.", _KEEP),
        quote("We keep order data for 24 months after your last order.", _KEEP),
    ),
    finding(
        Kind.NAMED_THIRD_PARTY,
        Direction.ADDED,
        Severity.MAJOR,
        "AdSpark Inc.",
        "A company is named that was not named before.",
        None,
        quote("AdSpark Inc. | advertising | United States", "Who receives it"),
    ),
    finding(
        Kind.CONTACT,
        Direction.CHANGED,
        Severity.MAJOR,
        "privacy@kopi.example → dataprotection@kopi.example",
        "The address for privacy questions is another one.",
        quote("Write to privacy@kopi.example or Kopi Coffee Ltd., 1 Bean Street, Dublin.", "Contact"),
        quote("Write to dataprotection@kopi.example or Kopi Coffee Ltd., 1 Bean Street, Dublin.", "Contact"),
    ),
    finding(
        Kind.CHILDREN,
        Direction.REMOVED,
        Severity.CRITICAL,
        "minimum age 16",
        "The text no longer states an age below which the service is not meant for.",
        quote("Our app is not meant for children under 16.", "Children"),
    ),
)
COUNTING = finding(
    Kind.PURPOSE,
    Direction.ADDED,
    Severity.MINOR,
    "counting visits",
    "A use is named that was not named before.",
    None,
    quote("one counts visits", "Cookies"),
)
NOT_COUNTING = replace(COUNTING, direction=Direction.REMOVED, before=COUNTING.after, after=None)
CARD_PHOTO = finding(
    Kind.DATA_CATEGORY,
    Direction.ADDED,
    Severity.MAJOR,
    "photo of the identity card",
    "The list of collected data names something it did not name before.",
    quote("Kami mengumpulkan nama, alamat surel, dan nomor telepon Anda.", "Data yang kami kumpulkan"),
    quote("Kami mengumpulkan nama, alamat surel, nomor telepon, dan foto KTP Anda.", "Data yang kami kumpulkan"),
)
FIVE_TO_TEN = finding(
    Kind.RETENTION,
    Direction.WIDENED,
    Severity.MAJOR,
    "5 years → 10 years",
    "The period stated for the same data is longer.",
    quote("Kami menyimpan data Anda selama 5 tahun.", "Penyimpanan"),
    quote("Kami menyimpan data Anda selama 10 tahun.", "Penyimpanan"),
)
