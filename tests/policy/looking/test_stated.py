"""What a document states is found by today's extractors, and found again when they are others (law 1)."""

from dataclasses import replace

from policy.facts.statements import eyes
from policy.model.captures import Failure
from policy.model.changes import FactType
from policy.model.looks import Checked, Event
from policy.model.targets import Trigger
from tests.policy.looking.test_check import NEW, OLD, after, failed, fetched, look, nothing_yet, standing_on, unmodified


def contacts(checked: Checked) -> list[str]:
    assert checked.stated is not None
    return [one.fact.value for one in checked.stated.statements if one.fact.type is FactType.CONTACT]


def test_what_a_first_version_states_is_left_to_an_idle_moment_or_the_next_look() -> None:
    first = look(nothing_yet(), fetched(OLD))
    assert (first.event, first.stated) == (Event.FIRST, None)
    for outcome in (fetched(OLD), unmodified(), failed(Failure.TIMEOUT), fetched(NEW)):
        checked = look(after(nothing_yet(), first), outcome)
        assert contacts(checked) == ["privacy@acme.example"]
        assert checked.stated is not None
        assert (checked.stated.version, checked.stated.eyes) == (1, eyes())


def test_a_look_that_brings_no_version_finds_nothing_again() -> None:
    for outcome in (fetched(OLD), unmodified(), failed(Failure.TIMEOUT), fetched(NEW)):
        assert look(standing_on(OLD), outcome).stated is None


def test_other_eyes_read_what_is_in_force_again_whatever_the_look_brings() -> None:
    old = replace(standing_on(OLD), eyes="of an earlier release")
    for outcome in (fetched(OLD), unmodified(), failed(Failure.TIMEOUT), fetched(NEW)):
        checked = look(old, outcome)
        assert (contacts(checked), checked.version) == (["privacy@acme.example"], None)


def test_a_new_version_brings_what_it_states() -> None:
    held = replace(standing_on(OLD), held=look(standing_on(OLD), fetched(NEW)).held)
    checked = look(held, fetched(NEW), Trigger.CONFIRM)
    assert checked.version is not None
    assert contacts(checked) == ["data@acme.example"]


def test_a_document_never_read_states_nothing() -> None:
    assert look(nothing_yet(), failed(Failure.TIMEOUT)).stated is None
