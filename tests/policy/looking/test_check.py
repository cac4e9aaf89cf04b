"""The brain of a look, tested with bytes: what came and what stood → everything established."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.facts.statements import eyes
from policy.judging import judge
from policy.looking import Pace, check
from policy.model.captures import Capture, Failed, Failure, Fetched, FetchedPage, Hop, Outcome, Response, Unmodified
from policy.model.changes import Kind, Verdict
from policy.model.looks import Checked, Event, Held, Standing, State, VersionCause
from policy.model.readings import Source, Suspicion
from policy.model.targets import DocumentType, Order, Target, Trigger, Validators
from policy.reading import recipe

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
URL = "https://acme.example/privacy"
ACME = Target("acme-privacy", "acme", "Acme", DocumentType.PRIVACY, (URL,), timedelta(hours=12))
PACE = Pace(confirm_after=timedelta(seconds=90), jitter=0.1)

OLD = """<!doctype html><html lang="en"><head><title>Privacy policy – Acme</title></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a></nav>
<main><h1>Privacy policy</h1>
<p>This privacy policy explains which personal data Acme Ltd collects, why we use it, and which choices you have.</p>
<h2>Data we collect</h2>
<p>When you open an account we collect your full name, your e-mail address and your date of birth. We use this
personal data to provide the service and to answer your questions.</p>
<h2>Retention</h2>
<p>We keep your personal data for 12 months after you close your account. After that we delete it.</p>
<h2>Contact</h2>
<p>Questions about this policy? Write to privacy@acme.example and we will answer within two weeks.</p>
</main><footer>© Acme</footer></body></html>"""
NEW = OLD.replace("privacy@acme.example", "data@acme.example")
OTHER = OLD.replace("12 months", "36 months")
_CUT = OLD[: OLD.index("<h2>Retention")] + "</main></body></html>"  # well closed
STARTLING = _CUT.replace("When you open an account we collect your full name, your e-mail address", "We")


def fetched(html: str, *, url: str = URL, hops: tuple[Hop, ...] = (), etag: str | None = None) -> Fetched:
    body = html.encode()
    headers = (("Content-Type", "text/html; charset=utf-8"), *((("ETag", etag),) if etag else ()))
    response = Response(
        url, 200, headers, "1.1", "192.0.2.1", None, len(body), len(body), hashlib.sha256(body).hexdigest()
    )
    capture = Capture("c-" + str(len(body)), ACME.id, Trigger.SCHEDULE, URL, MONDAY, MONDAY, hops, response)
    return Fetched((FetchedPage(capture, body),))


def unmodified() -> Unmodified:
    return Unmodified(Capture("c-304", ACME.id, Trigger.SCHEDULE, URL, MONDAY, MONDAY))


def failed(failure: Failure, retry_at: datetime | None = None) -> Failed:
    capture = Capture(
        "c-x", ACME.id, Trigger.SCHEDULE, URL, MONDAY, MONDAY, failure=failure, detail="the server hung up"
    )
    return Failed((capture,), failure, retry_at)


def order(trigger: Trigger = Trigger.SCHEDULE) -> Order:
    return Order(ACME, trigger, "lease-1", Validators('"v1"', None))


def look(standing: Standing, outcome: Outcome, trigger: Trigger = Trigger.SCHEDULE, now: datetime = MONDAY) -> Checked:
    return check(order(trigger), outcome, standing, now, PACE)


def after(standing: Standing, checked: Checked) -> Standing:
    """The standing an archive would give after this look."""
    version = checked.version or checked.technical or standing.version
    recent = standing.recent
    if checked.version is not None:
        recent = ((checked.version.reading.text_sha256, checked.version.number), *recent)[:10]
    return replace(
        standing,
        state=checked.move.after if checked.move else standing.state,
        version=version,
        recent=recent,
        held=checked.held,
        failures=standing.failures + 1 if checked.event in (Event.FAILED, Event.SUSPECT) else 0,
        sources=(),
        past=checked.past,
        eyes=checked.stated.eyes if checked.stated else standing.eyes,
    )


def nothing_yet() -> Standing:
    return Standing(ACME, State.NEW, MONDAY)


def standing_on(html: str) -> Standing:
    """Read once, and what it states found since, in an idle moment."""
    return replace(after(nothing_yet(), look(nothing_yet(), fetched(html))), eyes=eyes())


def test_a_first_look_keeps_version_one_and_its_body() -> None:
    checked = look(nothing_yet(), fetched(OLD, etag='"a"'))
    assert checked.event is Event.FIRST
    assert checked.version is not None
    assert (checked.version.number, checked.version.cause) == (1, VersionCause.FIRST)
    assert checked.bodies == ((hashlib.sha256(OLD.encode()).hexdigest(), OLD.encode()),)
    assert checked.move is not None
    assert checked.move.after is State.OK
    assert checked.validators.etag == '"a"'


def test_the_same_bytes_are_unchanged() -> None:
    assert look(standing_on(OLD), fetched(OLD)).event is Event.UNCHANGED


def test_the_same_words_in_other_markup_are_unchanged() -> None:
    noisy = OLD.replace("<main>", '<main data-nonce="x81jz"><!-- build 7 -->').replace("<p>", '<p  class="t9">')
    assert look(standing_on(OLD), fetched(noisy)).event is Event.UNCHANGED


def test_not_modified_is_unchanged_and_keeps_the_validators() -> None:
    checked = look(standing_on(OLD), unmodified())
    assert (checked.event, checked.validators.etag) == (Event.UNCHANGED, '"v1"')


def test_a_new_text_is_held_and_asked_for_again_unconditionally() -> None:
    checked = look(standing_on(OLD), fetched(NEW, etag='"b"'))
    assert checked.event is Event.HELD
    assert checked.version is None
    assert checked.changes is None
    assert checked.next_check_at == MONDAY + timedelta(seconds=90)
    assert checked.validators == Validators()
    assert checked.bodies[0][1] == NEW.encode()


def test_a_text_seen_twice_is_a_change_with_its_findings() -> None:
    held = after(standing_on(OLD), look(standing_on(OLD), fetched(NEW)))
    checked = look(held, fetched(NEW), Trigger.CONFIRM, MONDAY + timedelta(seconds=90))
    assert checked.event is Event.CHANGED
    assert checked.version is not None
    assert checked.version.number == 2
    assert checked.version.first_seen == MONDAY
    assert checked.changes is not None
    assert checked.changes.verdict is Verdict.MATERIAL
    assert Kind.CONTACT in {finding.kind for finding in checked.changes.findings}


def test_a_text_seen_once_and_gone_again_is_no_change() -> None:
    held = after(standing_on(OLD), look(standing_on(OLD), fetched(NEW)))
    checked = look(held, fetched(OLD), Trigger.CONFIRM)
    assert (checked.event, checked.held) == (Event.UNCHANGED, None)


def test_a_page_that_differs_at_each_request_waits_for_the_regular_slot() -> None:
    held = after(standing_on(OLD), look(standing_on(OLD), fetched(NEW)))
    checked = look(held, fetched(OTHER), Trigger.CONFIRM)
    assert checked.event is Event.HELD
    assert checked.next_check_at - MONDAY > timedelta(hours=10)


def test_an_earlier_text_is_a_return_to_its_version() -> None:
    standing = standing_on(OLD)
    for html in (NEW, NEW, OLD):
        standing = after(standing, look(standing, fetched(html)))
    checked = look(standing, fetched(OLD), Trigger.CONFIRM)
    assert checked.event is Event.RETURNED
    assert checked.version is not None
    assert checked.version.returned_to == 1


@pytest.mark.parametrize("failure", [failure for failure in Failure if failure is not Failure.STOPPED])
def test_a_failed_fetch_never_touches_the_version_in_force(failure: Failure) -> None:
    checked = look(standing_on(OLD), failed(failure))
    assert checked.event is Event.FAILED
    assert (checked.version, checked.technical, checked.changes) == (None, None, None)
    assert checked.move is not None
    assert checked.move.cause == f"{failure.value}: the server hung up"


def test_a_failure_while_confirming_keeps_what_is_held() -> None:
    held = after(standing_on(OLD), look(standing_on(OLD), fetched(NEW)))
    checked = look(held, failed(Failure.TIMEOUT), Trigger.CONFIRM)
    assert isinstance(checked.held, Held)


def test_failures_back_off() -> None:
    standing, now, waits = standing_on(OLD), MONDAY, []
    for _ in range(6):
        checked = look(standing, failed(Failure.CONNECT), now=now)
        waits.append(checked.next_check_at - now)
        standing, now = after(standing, checked), checked.next_check_at
    assert waits == [timedelta(seconds=90), *(timedelta(minutes=m) for m in (15, 60, 240, 720, 1440))]


def test_a_server_that_asks_for_patience_gets_it() -> None:
    wish = MONDAY + timedelta(hours=20)
    assert look(standing_on(OLD), failed(Failure.THROTTLED, wish)).next_check_at == wish


def test_a_missing_page_is_gone_only_when_it_stays_missing() -> None:
    standing = replace(standing_on(OLD), last_good=MONDAY)
    states = []
    for hours in (1, 30, 80):
        checked = look(standing, failed(Failure.NOT_FOUND), now=MONDAY + timedelta(hours=hours))
        standing = after(standing, checked)
        states.append(standing.state)
    assert states == [State.UNREACHABLE, State.UNREACHABLE, State.GONE]


def test_a_consent_wall_is_suspect_and_never_compared() -> None:
    wall = """<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1>
    <p>We and our 812 partners store cookies on your device. Please accept to continue.</p>
    <button>Accept all</button><button>Reject all</button></body></html>"""
    checked = look(standing_on(OLD), fetched(wall))
    assert checked.event is Event.SUSPECT
    assert checked.changes is None


def test_a_landing_on_the_front_page_is_suspect() -> None:
    hop = Hop(URL, 302, "/", "192.0.2.1")
    checked = look(standing_on(OLD), fetched(NEW, url="https://acme.example/", hops=(hop,)))
    assert checked.event is Event.SUSPECT
    assert checked.move is not None
    assert "front page" in checked.move.cause


def test_a_startling_text_needs_three_sightings_over_three_days() -> None:
    standing, events = standing_on(OLD), []
    for hours in (0, 1, 7, 71, 72):
        checked = look(standing, fetched(STARTLING), now=MONDAY + timedelta(hours=hours))
        standing = after(standing, checked)
        events.append(checked.event)
    assert events == [*[Event.SUSPECT] * 4, Event.CHANGED]
    assert checked.version is not None
    assert checked.move is not None
    assert "unreviewed" in checked.move.cause


def test_a_little_page_of_other_words_is_never_believed() -> None:
    """A page that no rule knows for what it is: old enough, says the visitor, and nothing of a policy."""
    gate = "<title>Acme</title><h1>Are you over 18?</h1><p>You must be of legal drinking age to enter this site.</p>"
    standing, now = standing_on(OLD), MONDAY
    for _ in range(8):
        now += timedelta(days=2)
        checked = look(standing, fetched(gate), now=now)
        assert checked.event is Event.SUSPECT
        assert checked.version is None
        standing = after(standing, checked)


def test_a_new_text_after_a_startling_one_is_confirmed_at_once() -> None:
    standing = after(standing_on(OLD), look(standing_on(OLD), fetched(STARTLING)))
    held = look(standing, fetched(NEW), Trigger.CONFIRM)
    changed = look(after(standing, held), fetched(NEW), Trigger.CONFIRM)
    assert (held.event, held.next_check_at - MONDAY) == (Event.HELD, PACE.confirm_after)
    assert changed.event is Event.CHANGED


def test_a_text_that_startled_nobody_when_it_was_held_is_not_asked_about_again(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = standing_on(OLD)
    held = after(standing, look(standing, fetched(NEW)))
    whole = look(held, fetched(NEW), Trigger.CONFIRM)
    monkeypatch.setattr(import_module("policy.judging"), "doubts", lambda *_: (Suspicion.OTHER_DOCUMENT,))
    assert look(held, fetched(NEW), Trigger.CONFIRM) == whole
    assert held.version is not None
    assert held.held is not None
    assert judge(held.version.reading, held.held.reading).suspect is Suspicion.OTHER_DOCUMENT


def test_a_new_recipe_alone_says_nothing() -> None:
    standing = standing_on(OLD)
    assert standing.version is not None
    stale = replace(standing.version, reading=replace(standing.version.reading, recipe="older", text_sha256="0" * 64))
    stood = replace(standing, version=stale, sources=(Source(URL, "text/html", OLD.encode()),))
    checked = look(stood, fetched(OLD))
    assert checked.event is Event.UNCHANGED
    assert checked.technical is not None
    assert (checked.technical.cause, checked.technical.number) == (VersionCause.TECHNICAL, 2)
    assert checked.technical.reading.recipe == recipe(ACME.reading)
    assert checked.changes is None


def test_a_page_that_changed_together_with_the_recipe_is_still_found() -> None:
    standing = standing_on(OLD)
    assert standing.version is not None
    stale = replace(standing.version, reading=replace(standing.version.reading, recipe="older", text_sha256="0" * 64))
    stood = replace(standing, version=stale, sources=(Source(URL, "text/html", OLD.encode()),))
    checked = look(stood, fetched(NEW))
    assert checked.event is Event.HELD
    assert checked.technical is not None


def test_the_same_look_twice_gives_the_same_answer() -> None:
    assert look(standing_on(OLD), fetched(NEW)) == look(standing_on(OLD), fetched(NEW))


def test_an_unreadable_body_is_suspect() -> None:
    checked = look(nothing_yet(), fetched("\x00\x01\x02" * 400))
    assert checked.event is Event.SUSPECT
    assert checked.move is not None
    assert checked.move.cause


def test_a_mail_link_behind_the_same_words_is_told_when_the_next_slot_shows_it_again() -> None:
    linked = OLD.replace("Write to privacy@acme.example", '<a href="mailto:old@acme.example">Write to us</a>')
    relinked = linked.replace("old@acme.example", "new@acme.example")
    standing = standing_on(linked)
    first = look(standing, fetched(relinked))
    assert (first.event, first.version) == (Event.UNCHANGED, None)
    assert first.next_check_at - MONDAY > timedelta(hours=10)
    second = look(after(standing, first), fetched(relinked), Trigger.CONFIRM, MONDAY + timedelta(hours=12))
    assert second.version is not None
    assert second.changes is not None
    assert second.changes.links
    assert (second.event, second.version.returned_to) == (Event.CHANGED, None)


def test_a_link_with_a_token_that_rotates_is_never_told() -> None:
    standing = standing_on(OLD.replace("Write to", '<a href="/form?t=1">Write</a> to'))
    for token in range(2, 6):
        checked = look(standing, fetched(OLD.replace("Write to", f'<a href="/form?t={token}">Write</a> to')))
        standing = after(standing, checked)
        assert (checked.event, checked.version) == (Event.UNCHANGED, None)


HALF = fetched(OLD[:400])
OUTCOMES = st.sampled_from(
    [
        fetched(OLD),
        fetched(NEW),
        fetched(OTHER),
        HALF,
        unmodified(),
        *(failed(failure) for failure in Failure if failure is not Failure.STOPPED),
    ]
)


@pytest.mark.slow(1)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(OUTCOMES, st.sampled_from([timedelta(minutes=2), timedelta(hours=12), timedelta(days=8)]))))
def test_whatever_comes_only_a_page_seen_again_makes_a_version(looks: list[tuple[Outcome, timedelta]]) -> None:
    standing, now, seen = standing_on(OLD), MONDAY, [OLD]
    for outcome, later in looks:
        now += later
        checked = look(standing, outcome, Trigger.CONFIRM if standing.held else Trigger.SCHEDULE, now)
        if isinstance(outcome, Fetched) and outcome != HALF:  # half a page is no sighting, and disturbs none
            seen.append(outcome.pages[0].body.decode())
        if checked.version is not None:
            assert isinstance(outcome, Fetched)
            assert seen[-1] == seen[-2]
            assert checked.version.number == (standing.version.number if standing.version else 0) + 1
        assert checked.next_check_at > now
        assert checked.move is None or checked.move.cause
        standing = after(standing, checked)
