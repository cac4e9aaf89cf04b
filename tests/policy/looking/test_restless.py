"""Places that change at nearly every visit: learnt from the page's own latest looks, kept, and not told as news."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.looking import check
from policy.looking.restless import living, looked, stirred, stirring
from policy.model.changes import RESTLESS
from policy.model.looks import Checked, Event, Past, Standing, State
from policy.model.readings import Reading
from policy.model.targets import Order, Trigger, Validators
from tests.policy.looking.test_check import ACME, MONDAY, OLD, PACE, fetched
from tests.support.builders import reading

HALF_A_DAY, MINUTES = timedelta(hours=12), timedelta(minutes=2)
SPOT = "<h2>Data we collect</h2>"
OFFERS = ("Boots for rain", "Hats for sun", "Lamps at half the price", "Chairs for two", "Kites in every colour", "Tea")


def page(offer: str, html: str = OLD, more: str = "") -> str:
    """The policy with an offer before its first section."""
    return html.replace(SPOT, f"<p>{offer} this week</p>{more}{SPOT}")


def watched(pages: Sequence[str | tuple[str, str]]) -> list[Checked]:
    """The last look of each visit at twice a day; of a pair the second is what the confirming fetch shows."""
    found, standing, at = [], Standing(ACME, State.NEW, MONDAY), MONDAY
    for visit in pages:
        first, again = (visit, visit) if isinstance(visit, str) else visit
        look = _look(standing, first, at, Trigger.SCHEDULE)
        standing = _after(standing, look)
        if look.event is Event.HELD and look.next_check_at - at <= MINUTES:
            look = _look(standing, again, at + MINUTES, Trigger.CONFIRM)
            standing = _after(standing, look)
        found.append(look)
        at += HALF_A_DAY
    return found


def _look(standing: Standing, html: str, at: object, trigger: Trigger) -> Checked:
    return check(Order(ACME, trigger, "lease", Validators()), fetched(html), standing, at, PACE)  # type: ignore[arg-type]


def _after(standing: Standing, look: Checked) -> Standing:
    version = look.version or standing.version
    known = () if look.version is None else ((look.version.reading.text_sha256, look.version.number),)
    return replace(
        standing,
        version=version,
        recent=(*known, *standing.recent)[:10],
        held=look.held,
        state=look.move.after if look.move else standing.state,
        past=look.past,
        eyes=look.stated.eyes if look.stated else standing.eyes,
    )


def is_told(look: Checked) -> bool:
    return look.changes is not None and not look.changes.is_restless


def test_a_place_that_turned_three_times_is_kept_and_not_news() -> None:
    looks = watched([page(offer) for offer in OFFERS])
    assert [is_told(look) for look in looks] == [False, True, True, False, False, False]
    last = looks[-1]
    assert last.version is not None
    assert last.changes is not None
    assert (last.version.number, last.event, last.is_quiet) == (6, Event.CHANGED, True)
    assert last.changes.findings[-1].rule == RESTLESS
    assert last.changes.findings[-1].after is not None
    assert last.past.turns[-1].is_restless


def test_a_restless_page_is_as_well_as_any_other() -> None:
    *_, third, fourth, fifth, last = watched([page(offer) for offer in OFFERS])
    assert third.move is not None
    assert third.move.after is State.CHANGED
    assert [look.move for look in (fourth, fifth, last)] == [None] * 3


def test_what_turns_there_is_told_once_a_week() -> None:
    offers = [f"{offer} {number}" for number in range(4) for offer in OFFERS]
    looks = watched([page(offer) for offer in offers])
    assert [place for place, look in enumerate(looks) if look.changes and not look.is_quiet] == [1, 2, 17]


def test_a_page_that_never_looks_the_same_twice_is_read_all_the_same() -> None:
    offers = [f"{offer} {number}" for number in range(2) for offer in OFFERS]
    visits = [(page(offer), page(f"{offer} again")) for offer in offers]
    edited = OLD.replace("12 months", "36 months")
    visits[8:] = [(page(one, edited), page(f"{one} again", edited)) for one in offers[8:]]
    looks = watched(visits)
    assert [place for place, look in enumerate(looks) if is_told(look)] == [8]
    assert [look.event for look in looks[-3:]] == [Event.CHANGED] * 3


def test_an_edit_elsewhere_is_told_at_once() -> None:
    edited = OLD.replace("your date of birth", "your birthday")
    looks = watched([page(offer) for offer in OFFERS[:5]] + [page(OFFERS[5], edited)])
    assert is_told(looks[5])
    assert not looks[5].is_quiet


def test_an_edit_beside_the_place_is_told_at_once() -> None:
    edited = OLD.replace("which choices you have", "which options you have")
    looks = watched([page(offer) for offer in OFFERS[:5]] + [page(OFFERS[5], edited)])
    assert is_told(looks[5])


def test_a_clause_put_into_the_place_is_told_at_once() -> None:
    clause = "<p>Whoever opens a parcel of ours keeps what is in it, whatever it was that they had wanted.</p>"
    looks = watched([page(offer) for offer in OFFERS[:5]] + [page(OFFERS[5], more=clause)])
    assert is_told(looks[5])


def test_a_statement_of_mere_words_put_into_the_place_is_told_at_once() -> None:
    clause = "<p>We value your privacy, and we have therefore written down here how we go about things with you.</p>"
    looks = watched([page(offer) for offer in OFFERS[:5]] + [page(OFFERS[5], more=clause)])
    assert is_told(looks[5])


def test_something_material_in_the_place_is_told_at_once() -> None:
    looks = watched([page(offer) for offer in OFFERS[:5]] + [page("We sell your personal data to advertisers")])
    assert is_told(looks[5])


def test_a_place_in_which_something_material_changed_is_no_restless_place() -> None:
    periods = [OLD.replace("12 months", f"{number} months") for number in range(12, 20)]
    assert all(map(is_told, watched(periods)[1:]))


def test_a_place_that_is_quiet_for_long_is_forgotten() -> None:
    past = Past()
    texts = [reading(("Data", "We collect data."), ("Offers", offer)) for offer in OFFERS]
    for before, after in pairwise(texts[:-1]):
        past = stirring(looked(past), stirred(past, before, after))
    assert stirred(past, texts[4], texts[5]).is_restless
    for _ in range(30):
        past = looked(past)
    assert past == Past()


def offering(*lines: str) -> Reading:
    return reading(("Data", "We collect data."), ("Offers", *lines), ("End", "Bye."))


@pytest.mark.parametrize(
    ("lines", "is_restless"),
    [(("z" * 30,), True), (("z" * 31,), False), (("y" * 9, "z" * 9), False)],
    ids=["longer by half", "longer than that", "more lines"],
)
def test_what_is_larger_than_all_but_one_that_came_there_is_no_turn_of_the_place(
    lines: tuple[str, ...], is_restless: bool
) -> None:
    past = Past()
    texts = [offering("a" * 20), offering("b" * 20), offering("c" * 60, "c"), offering("d" * 20), offering("e" * 20)]
    for before, after in pairwise(texts):
        past = stirring(looked(past), stirred(past, before, after))
    assert stirred(past, texts[-1], offering(*lines)).is_restless is is_restless


LINES = st.lists(st.sampled_from("abcdefgh"), max_size=8).map(
    lambda letters: reading(("Terms", "\n".join(letters) or "x"), ("End", "y"))
)


@given(st.lists(LINES, min_size=2, max_size=12), st.data())
def test_nothing_new_beside_the_place_is_ever_taken_for_it(texts: list[object], data: st.DataObject) -> None:
    past = Past()
    for before, after in pairwise(texts):
        past = stirring(looked(past), stirred(past, before, after))  # type: ignore[arg-type]
    last = texts[-1]
    section = data.draw(st.sampled_from(last.sections))  # type: ignore[attr-defined]
    other = replace(section, blocks=(*section.blocks, replace(section.blocks[0], text="A clause " * 40)))
    edited = replace(last, sections=tuple(other if one is section else one for one in last.sections))  # type: ignore[attr-defined, type-var]
    assert not stirred(past, last, edited).is_restless  # type: ignore[arg-type]
    assert len(living(past)) <= 60
