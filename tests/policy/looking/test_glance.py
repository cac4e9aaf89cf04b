"""What can be told without the texts is what `check` would tell with them."""

from dataclasses import replace

import pytest

from policy.comparing import links_sha256
from policy.looking import Perused, check, glance, peruse
from policy.model.captures import Failure, Fetched, Outcome
from policy.model.looks import Checked, Event, Footing, InForce, Standing
from policy.model.readings import Suspicion
from policy.model.targets import ReadingOptions
from policy.reading import Opened
from tests.policy.looking.test_check import (
    MONDAY,
    NEW,
    OLD,
    PACE,
    after,
    failed,
    fetched,
    look,
    nothing_yet,
    order,
    standing_on,
    unmodified,
)

NOISY = OLD.replace("<main>", '<main data-nonce="x81jz"><!-- build 7 -->')
RELINKED = OLD.replace('href="/shop"', 'href="/store"')
WALL = "<html><body><h1>Access denied</h1></body></html>"


def footing_of(standing: Standing) -> Footing:
    version = standing.version
    inforce = None
    if version is not None:
        reading = version.reading
        links = links_sha256(reading.links)
        inforce = InForce(
            reading.recipe, reading.text_sha256, links, version.bodies, version.confirmed_at, standing.eyes
        )
    return Footing(
        standing.target,
        standing.state,
        standing.since,
        inforce,
        standing.failures,
        standing.last_good,
        standing.past,
    )


def staged(standing: Standing, outcome: Outcome) -> tuple[str, Checked]:
    """The look as the cycle comes to it, and the stage that told."""
    footing = footing_of(standing)
    seen: Outcome | Perused = outcome
    if (known := glance(order(), outcome, footing, MONDAY, PACE)) is not None:
        return "glance", known
    if isinstance(outcome, Fetched) and not footing.past.sighted:
        perused = peruse(order(), outcome, footing, MONDAY, PACE)
        if isinstance(perused, Checked):
            return "peruse", perused
        seen = perused
    return "check", check(order(), seen, standing, MONDAY, PACE)


@pytest.mark.parametrize(
    ("stage", "standing", "outcome"),
    [
        ("glance", standing_on(OLD), unmodified()),
        ("glance", standing_on(OLD), fetched(OLD, etag='"b"')),
        ("peruse", standing_on(OLD), fetched(NOISY)),
        ("peruse", nothing_yet(), fetched(OLD)),
        ("peruse", nothing_yet(), fetched(WALL)),
        ("check", standing_on(OLD), fetched(NEW)),
        ("check", standing_on(OLD), fetched(WALL)),
        ("check", standing_on(OLD), failed(Failure.SERVER)),
        ("check", nothing_yet(), failed(Failure.DNS)),
    ],
)
def test_each_stage_tells_what_the_whole_check_tells(stage: str, standing: Standing, outcome: Outcome) -> None:
    told, found = staged(standing, outcome)
    whole = check(order(), outcome, standing, MONDAY, PACE)
    unmarked = replace(found.past, skeleton="", core="", surface="", sighted="", glimpsed="")
    assert (told, replace(found, past=unmarked)) == (stage, whole)


def marked(html: str) -> Footing:
    """The footing after a first look that was perused."""
    first = peruse(order(), fetched(html), footing_of(nothing_yet()), MONDAY, PACE)
    assert isinstance(first, Checked)
    footing = footing_of(standing_on(html))
    return replace(footing, past=first.past)


def perused_again(footing: Footing, html: str) -> Footing:
    """The footing after a later look that was perused and found nothing new."""
    found = peruse(order(), fetched(html), footing, MONDAY, PACE)
    assert isinstance(found, Checked)
    assert found.event is Event.UNCHANGED
    return replace(footing, past=found.past)


def test_mark_up_that_was_read_twice_is_not_read_again() -> None:
    page = OLD.replace("</head>", '<script nonce="a1">let t = 7</script><meta name="csrf" content="77"></head>')
    footing = perused_again(marked(page), page)
    rotated = page.replace("a1", "b2").replace("let t = 7", "").replace("77", "8")
    blind = replace(footing, inforce=footing.inforce and replace(footing.inforce, text_sha256="0" * 64))
    assert footing.past.skeleton
    found = peruse(order(), fetched(rotated), blind, MONDAY, PACE)  # another text in force is not even looked at
    assert isinstance(found, Checked)
    assert (found.event, found.past.skeleton) == (Event.UNCHANGED, footing.past.skeleton)


def test_tokens_alone_need_no_reader() -> None:
    page = OLD.replace("</head>", '<script nonce="a1">let t = 7</script></head>')
    footing, rotated = marked(page), page.replace("a1", "b2").replace("7", "8")
    blind = replace(footing, inforce=footing.inforce and replace(footing.inforce, text_sha256="0" * 64))
    found = glance(order(), fetched(rotated), blind, MONDAY, PACE)
    assert found is not None
    assert (found.event, found.past.surface) == (Event.UNCHANGED, footing.past.surface)
    assert glance(order(), fetched(page.replace("Acme", "Emca")), blind, MONDAY, PACE) is None


def test_a_surface_that_rotates_is_asked_for_no_more_until_there_is_other_mark_up() -> None:
    page, *others = (OLD.replace("<main>", f'<main class="k{number}">') for number in range(4))
    footings = [marked(page)]
    for rotated in others:
        assert glance(order(), fetched(rotated), footings[-1], MONDAY, PACE) is None
        footings.append(perused_again(footings[-1], rotated))
    assert [len(one.past.skeleton) > 64 for one in footings] == [False, True, True, True]
    assert [len(one.past.surface) for one in footings] == [32, 0, 32, 1]
    again = footings[-1]
    assert glance(order(), fetched(rotated), again, MONDAY, PACE) is None
    rebuilt = rotated.replace("<main", "<div><p></p></div><main")
    other = peruse(order(), fetched(rebuilt), again, MONDAY, PACE)
    assert isinstance(other, Checked)
    assert (other.event, other.past.surface) == (Event.UNCHANGED, "")
    settled = peruse(order(), fetched(rebuilt), replace(again, past=other.past), MONDAY, PACE)
    assert isinstance(settled, Checked)
    assert (settled.event, len(settled.past.surface)) == (Event.UNCHANGED, 32)


@pytest.mark.parametrize("other", [NEW, RELINKED, OLD.replace("<h2>Contact</h2>", "")])
def test_other_words_and_links_have_other_mark_up(other: str) -> None:
    footing = marked(OLD.replace("Write to", '<a href="/shop">Write</a> to'))
    assert isinstance(peruse(order(), fetched(other), footing, MONDAY, PACE), Perused)


def test_a_new_text_forgets_the_mark_up_of_the_old_one() -> None:
    held = replace(standing_on(OLD), past=marked(OLD).past)
    once = look(held, fetched(NEW))
    twice = look(after(held, once), fetched(NEW))
    assert (once.past.skeleton, twice.past.skeleton) == (held.past.skeleton, "")


ROTATING = NEW.replace("</head>", '<script nonce="a1">let t = 7</script></head>')


def held_new(page: str = ROTATING) -> Standing:
    """The standing after a first look at the new text."""
    standing = standing_on(OLD)
    return after(standing, staged(standing, fetched(page))[1])


def test_what_is_held_is_not_read_again_to_be_seen_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    held = held_new()
    rotated = ROTATING.replace("a1", "b2").replace("let t = 7", "")
    forgetful = replace(held, past=replace(held.past, sighted="", glimpsed=""))
    held = replace(held, past=replace(held.past, glimpsed=""))
    whole = check(order(), fetched(rotated), forgetful, MONDAY, PACE)
    monkeypatch.setattr(Opened, "skim", None)  # whoever reads now fails
    confirmed = check(order(), fetched(rotated), held, MONDAY, PACE)
    assert (confirmed.event, confirmed.past.skeleton) == (Event.CHANGED, held.past.sighted)
    assert replace(confirmed, past=whole.past) == whole
    then = peruse(order(), fetched(rotated), footing_of(after(held, confirmed)), MONDAY, PACE)
    assert isinstance(then, Checked)


def test_what_is_held_is_not_even_parsed_where_its_surface_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    held, rotated = held_new(), ROTATING.replace("a1", "b2").replace("let t = 7", "")
    parsed = check(order(), fetched(rotated), replace(held, past=replace(held.past, glimpsed="")), MONDAY, PACE)
    monkeypatch.setattr("policy.reading.stages.leaf_of", None)  # whoever parses now fails
    confirmed = check(order(), fetched(rotated), held, MONDAY, PACE)
    assert (confirmed.event, confirmed) == (Event.CHANGED, parsed)
    then = glance(order(), fetched(rotated.replace("b2", "c3")), footing_of(after(held, confirmed)), MONDAY, PACE)
    assert then is not None
    assert then.event is Event.UNCHANGED


@pytest.mark.parametrize(("surface", "is_trusted"), [("0" * 32, True), ("-", False), ("", False)])
def test_a_new_text_has_no_skeleton_where_surfaces_tell(surface: str, is_trusted: bool) -> None:
    standing = standing_on(OLD)
    standing = replace(standing, past=replace(standing.past, surface=surface))
    once = after(standing, staged(standing, fetched(ROTATING))[1])
    assert (len(once.past.sighted) < 64, len(once.past.glimpsed)) == (is_trusted, 32)
    for other in (ROTATING.replace("a1", "b2"), ROTATING.replace("<main>", '<main class="k2">')):
        told, found = staged(once, fetched(other))
        whole = check(order(), fetched(other), replace(once, past=standing.past), MONDAY, PACE)
        assert (told, replace(found, past=whole.past)) == ("check", whole)
        assert found.event is Event.CHANGED


def test_another_surface_of_what_is_held_is_read() -> None:
    other = ROTATING.replace("<main>", "<main><p>We sell your data to anybody who pays for it.</p>")
    assert other != ROTATING
    found = check(order(), fetched(other), held_new(), MONDAY, PACE)
    assert (found.event, found.changes) == (Event.HELD, None)


def test_the_same_words_with_other_links_are_not_what_was_held() -> None:
    linked = ROTATING.replace("</main>", '<p>What <a href="/terms">our terms</a> say of it counts, too.</p></main>')
    held = held_new(linked)
    found = check(order(), fetched(linked.replace("/terms", "/conditions")), held, MONDAY, PACE)
    assert (found.event, found.past.skeleton) == (Event.CHANGED, "")
    in_a_menu = check(order(), fetched(linked.replace("/shop", "/store")), held, MONDAY, PACE)
    assert (in_a_menu.event, in_a_menu.past.skeleton) == (Event.CHANGED, held.past.sighted)


def test_what_is_held_no_more_has_left_no_mark_up() -> None:
    held = held_new()
    kept = staged(held, failed(Failure.SERVER))[1]
    back = staged(held, fetched(OLD))[1]
    assert (kept.past.sighted != "", back.event, back.past.sighted) == (True, Event.UNCHANGED, "")


def test_words_that_stayed_while_links_did_not_are_compared() -> None:
    page = OLD.replace("Write to", '<a href="/help">Write</a> to')
    standing = standing_on(page)
    stage, found = staged(standing, fetched(page.replace("/help", "/support")))
    assert (stage, found.event) == ("check", Event.UNCHANGED)
    assert found.held is not None


def test_a_reading_of_other_eyes_vouches_for_nothing() -> None:
    other = replace(order().target, reading=ReadingOptions(select=("main",)))
    ordered = replace(order(), target=other)
    footing = footing_of(standing_on(OLD))
    assert glance(ordered, fetched(OLD), footing, MONDAY, PACE) is None
    assert glance(ordered, unmodified(), footing, MONDAY, PACE) is None
    assert isinstance(peruse(ordered, fetched(OLD), footing, MONDAY, PACE), Perused)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</body>", "<iframe src='/policy'></iframe></body>"),
        ("</body>", "<object data='/policy.pdf'></object></body>"),
        ('href="/shop"', 'href="/shop.pdf"'),
    ],
)
def test_a_page_of_few_words_that_comes_to_lead_to_a_document_is_read(before: str, after: str) -> None:
    page = """<html><head><title>Privacy policy</title></head><body><nav><a href="/shop">Shop</a></nav><main>
    <h1>Privacy policy</h1><p>We keep your personal data and your address for two years.</p></main></body></html>"""
    footing = perused_again(marked(page), page)
    assert before in page
    seen = peruse(order(), fetched(page.replace(before, after)), footing, MONDAY, PACE)
    assert isinstance(seen, Perused)
    assert seen.reading.quality.suspicions == (Suspicion.NOT_A_POLICY,)
