"""The order in which a digest tells things."""

from dataclasses import replace
from datetime import timedelta

from notifications.digest import compose, documents
from policy.model.digests import Entry
from policy.model.looks import State
from tests.notifications.samples import (
    ANN,
    CALL_LOGS,
    MAIL_CHANGED,
    NEW_PARTY,
    PROMISE_GONE,
    UNTIL,
    change,
    digest,
    entry,
    tally,
    unread,
)
from tests.support.builders import target


def test_the_severest_document_comes_first_then_the_services_by_name() -> None:
    told = digest(
        change(NEW_PARTY, of=target("alpha")),
        change(MAIL_CHANGED, of=target("zeta")),
        change(CALL_LOGS, of=target("delta")),
        change(PROMISE_GONE, of=target("omega")),
    )
    assert [one.change.target.service for one in told.entries] == ["omega", "delta", "zeta", "alpha"]


def test_the_changes_of_one_document_stay_together_and_in_order() -> None:
    told = digest(
        change(PROMISE_GONE, of=target("acme"), number=6),
        change(MAIL_CHANGED, of=target("zeta")),
        change(NEW_PARTY, of=target("acme"), number=5),
    )
    assert [one.change.id for one in told.entries] == ["acme-privacy/5", "acme-privacy/6", "zeta-privacy/4"]


def test_a_change_queued_twice_is_told_once() -> None:
    told: list[Entry] = [entry(change(MAIL_CHANGED)), entry(change(MAIL_CHANGED))]
    told[1] = replace(told[1], queued_at=told[1].queued_at + timedelta(hours=1))
    assert len(compose(ANN, told, (), tally(), UNTIL).entries) == 1


def test_the_order_of_the_queue_does_not_matter() -> None:
    changes = (change(MAIL_CHANGED, of=target("zeta")), change(CALL_LOGS), change(NEW_PARTY, number=5))
    assert digest(*changes) == digest(*reversed(changes))


def test_news_of_what_is_not_read_comes_before_what_was_told() -> None:
    old = unread(target("alpha"), is_news=False)
    back = unread(target("beta"), State.OK)
    news = unread(target("gamma"))
    assert digest(notices=(old, back, news)).unread == (news, back, old)


def test_documents_are_the_neighbouring_entries_of_one_target() -> None:
    entries = digest(change(MAIL_CHANGED), change(CALL_LOGS, number=5), change(NEW_PARTY, of=target("zeta"))).entries
    assert [len(document) for document in documents(entries)] == [2, 1]
