"""Severities of a subscriber's own in the settings."""

from dataclasses import replace

import pytest

from monitor.audience import unmatched
from monitor.settings import load
from monitor.tables import SettingsError
from policy.model.changes import Kind, Severity
from policy.model.digests import Scope, Weight
from tests.monitor.conftest import Watch
from tests.support.builders import target


def with_weights(watch: Watch, text: str) -> Watch:
    watch.settings.write_text(watch.settings.read_text("utf-8") + text, "utf-8")
    return watch


def test_weights_are_read_in_their_order(watch: Watch) -> None:
    text = """
[[subscribers.weights]]
severity = "critical"
data = ["precise-location"]

[[subscribers.weights]]
severity = "info"
kinds = ["contact-change"]
services = ["acme-shop"]
tags = ["retail"]
"""
    (one,) = load(with_weights(watch, text).settings, {}).subscribers
    assert one.weights == (
        Weight(Severity.CRITICAL, names=("Precise location (GPS)",)),
        Weight(Severity.INFO, (Kind.CONTACT,), (), ("acme-shop",), ("retail",)),
    )
    assert [name for _, name in unmatched((one,), ())] == ["acme-shop", "retail"]
    single = replace(one, weights=(), scope=Scope(documents=("acme-privacy", "acme-terms")))
    assert [name for _, name in unmatched((single,), (target("acme"),))] == ["acme-terms"]


def test_every_mistake_is_told_with_its_key(watch: Watch) -> None:
    text = """
[[subscribers.weights]]
data = ["precise-locatoin"]
kinds = ["mood"]
colour = "red"
"""
    with pytest.raises(SettingsError) as caught:
        load(with_weights(watch, text).settings, {})
    found = caught.value.messages
    assert len(found) == 4
    assert any("subscribers[1].weights[1].severity is missing" in message for message in found)
    assert any("Did you mean precise-location?" in message for message in found)
