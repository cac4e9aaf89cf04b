import errno
import sys
from dataclasses import replace
from io import StringIO

import pytest

from monitor.commands.look import answer, cause_of, line
from monitor.printing import Results
from policy.model.captures import Failure
from policy.model.looks import Event, Past, Run
from policy.model.readings import Suspicion
from policy.words import suspicion_label
from tests.support.builders import DAY, MONDAY, changed_look, failed_look, finding, order, reading, same_look


def test_a_failure_says_why_however_often_it_came() -> None:
    checked = failed_look(order(), MONDAY, Failure.TIMEOUT)

    assert checked.move is None
    assert line(order(), checked).startswith("acme-privacy: Not read, the server did not answer in time")
    assert answer(order(), checked)["cause"] == cause_of(checked)


def test_a_failure_is_named_in_words_for_people_and_by_its_name_for_programs() -> None:
    checked = failed_look(order(), MONDAY, Failure.BOMB)

    assert line(order(), checked).startswith("acme-privacy: Not read, the page unpacks to more than is sound")
    assert str(answer(order(), checked)["cause"]).startswith("bomb")


def test_findings_that_say_the_same_are_one_line() -> None:
    two = (finding(), replace(finding(), rule="routes/replaced"))
    looked = changed_look(order(), reading(("Contact", "New.")), MONDAY, 2)
    assert looked.changes is not None
    checked = replace(looked, changes=replace(looked.changes, findings=two))

    head, *rest = line(order(), checked).splitlines()

    assert head.endswith("2 findings")
    assert len(rest) == 1


def test_a_doubt_says_why_however_often_it_came() -> None:
    doubt = Suspicion.HOME_PAGE
    troubles = (Run("timeout", MONDAY, MONDAY, 1), Run(doubt.value, MONDAY, MONDAY + DAY, 2))
    read = same_look(order(), MONDAY + DAY)
    checked = replace(read, event=Event.SUSPECT, move=None, past=Past(troubles=troubles))

    assert cause_of(checked) == suspicion_label(doubt)


def test_a_doubt_says_how_the_page_was_fetched() -> None:
    doubt, how = Suspicion.NEEDS_SCRIPT, "a shell that needs JavaScript, and there is no browser: install Chromium"
    read = same_look(order(), MONDAY)
    captures = tuple(replace(capture, detail=how) for capture in read.captures)
    past = Past(troubles=(Run(doubt.value, MONDAY, MONDAY, 1),))
    checked = replace(read, event=Event.SUSPECT, move=None, past=past, captures=captures)

    assert captures
    assert line(order(), checked).endswith('fetch = "auto" in its target file has a browser render it')
    assert cause_of(checked) == f"{suspicion_label(doubt)}; {how}"


def test_a_page_that_was_read_has_no_cause() -> None:
    assert cause_of(same_look(order(), MONDAY)) == ""


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EPIPE])
def test_results_that_cannot_be_printed_stop_no_look(monkeypatch: pytest.MonkeyPatch, fault: int) -> None:
    """Each look was kept before. The fault is told when all is done; none is logged as a look that failed."""

    class Full(StringIO):
        def write(self, _text: str) -> int:
            raise OSError(fault, "No")

    monkeypatch.setattr(sys, "stdout", Full())
    results = Results()
    results.show("acme-privacy: Unchanged")
    results.show("acme-terms: Unchanged")

    with pytest.raises(OSError, match="No") as raised:
        results.close()
    assert isinstance(raised.value, BrokenPipeError) is (fault == errno.EPIPE)
