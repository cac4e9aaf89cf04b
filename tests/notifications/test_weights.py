"""Severities of a subscriber's own: what they cover, and what they decide."""

from dataclasses import replace

import pytest

from notifications.digest import compose
from policy.model.changes import Finding, Kind, Severity
from policy.model.digests import Scope, Weight
from policy.model.shelf import Change
from tests.notifications.samples import change, entry, tally
from tests.support.builders import MONDAY, finding, subscriber, target

SHOP = replace(target("shop"), tags=("retail",))
CONTACT = finding(Kind.CONTACT, Severity.MAJOR)
DATA = replace(finding(Kind.DATA_CATEGORY, Severity.MAJOR), what="Call logs, Precise location (GPS) and 2 more")


def told(*findings: Finding) -> Change:
    return change(*findings, of=SHOP)


@pytest.mark.parametrize(
    ("weight", "severity"),
    [
        (Weight(Severity.INFO), Severity.INFO),
        (Weight(Severity.INFO, kinds=(Kind.CONTACT,)), Severity.MAJOR),
        (Weight(Severity.CRITICAL, kinds=(Kind.DATA_CATEGORY,)), Severity.CRITICAL),
        (Weight(Severity.CRITICAL, names=("Precise location (GPS)",)), Severity.CRITICAL),
        (Weight(Severity.CRITICAL, names=("Precise location",)), Severity.MAJOR),
        (Weight(Severity.CRITICAL, names=("Call logs",), services=("shop",), tags=("retail",)), Severity.CRITICAL),
        (Weight(Severity.CRITICAL, services=("bank",)), Severity.MAJOR),
        (Weight(Severity.CRITICAL, tags=("bank",)), Severity.MAJOR),
    ],
)
def test_a_weight_covers_what_meets_all_its_lists(weight: Weight, severity: Severity) -> None:
    reader = replace(subscriber(), weights=(weight,))
    assert reader.weighed(told(DATA)).findings[0].severity is severity


def test_of_several_weights_the_first_that_fits_counts() -> None:
    weights = (Weight(Severity.INFO, kinds=(Kind.CONTACT,)), Weight(Severity.CRITICAL))
    found = replace(subscriber(), weights=weights).weighed(told(CONTACT, DATA)).findings
    assert [one.severity for one in found] == [Severity.INFO, Severity.CRITICAL]


def test_the_weights_decide_what_is_wanted() -> None:
    light = Weight(Severity.INFO, kinds=(Kind.CONTACT,))
    assert subscriber(minimum=Severity.MAJOR).wants(told(CONTACT))
    assert not replace(subscriber(minimum=Severity.MAJOR), weights=(light,)).wants(told(CONTACT))
    heavy = Weight(Severity.CRITICAL, kinds=(Kind.CONTACT,))
    minor = told(replace(CONTACT, severity=Severity.MINOR))
    assert replace(subscriber(minimum=Severity.CRITICAL), weights=(heavy,)).wants(minor)


def test_a_digest_is_in_the_order_of_its_readers_weights() -> None:
    bank = change(finding(Kind.SPECIAL_CATEGORY, Severity.CRITICAL), of=target("bank"))
    reader = replace(subscriber(scope=Scope()), weights=(Weight(Severity.INFO, services=("bank",)),))
    digest = compose(reader, (entry(bank), entry(told(DATA))), (), tally(), MONDAY)
    assert [one.change.target.service for one in digest.entries] == ["shop", "bank"]
    assert digest.entries[1].change.severity is Severity.INFO
