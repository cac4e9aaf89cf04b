"""The values that are stored as JSON come back as they were, and what is no such value is refused."""

from datetime import time

import pytest

from policy.model.captures import Capture, Failure
from policy.model.changes import Finding
from policy.model.codec import decode, encode
from policy.model.digests import AtOnce, Daily, Scope, Subscriber, Weekly
from policy.model.readings import Reading
from policy.model.targets import Target
from storage.json import from_json, to_json
from tests.support.builders import capture, finding, reading, subscriber, target

VALUES = pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Reading, reading(("", "Before any heading."), ("Retention", "30 days.", "Or longer."))),
        (Target, target("acme", tags=("a", "b"))),
        (Capture, capture()),
        (Capture, capture(failure=Failure.TLS)),
        (Finding, finding()),
        (Subscriber, subscriber(scope=Scope(services=("acme",)))),
        (Daily, Daily(time(8, 30), "Asia/Jakarta")),
    ],
)


@VALUES
def test_a_value_comes_back_from_its_json(kind: type[object], value: object) -> None:
    assert decode(kind, encode(value)) == value


@VALUES
def test_what_is_kept_of_a_value_is_its_json(kind: type[object], value: object) -> None:
    assert to_json(value) == to_json(encode(value))
    assert decode(kind, from_json(to_json(value))) == value


@pytest.mark.parametrize("schedule", [AtOnce(), Daily(time(8), "UTC"), Weekly(0, time(9), "UTC")])
def test_a_member_of_a_union_is_named(schedule: AtOnce | Daily | Weekly) -> None:
    whom = Subscriber("ann", "ann@example.org", "mail", schedule)

    assert decode(Subscriber, encode(whom)) == whom


def test_defaults_are_left_out() -> None:
    assert "tags" not in encode(target())


@pytest.mark.parametrize(
    "json",
    [
        [],
        {"id": 7},
        {"id": "acme"},
        encode(target()) | {"document_type": "novel"},
        encode(target()) | {"urls": [1]},
    ],
)
def test_json_of_another_form_is_refused(json: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(Target, json)


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes has no JSON form"):
        encode(b"bytes")


def test_json_is_the_same_bytes_whatever_the_order_it_was_built_in() -> None:
    assert to_json({"b": 1, "a": "é\ud800"}) == to_json({"a": "é\ud800", "b": 1})
    assert from_json(to_json({"a": "é\ud800"})) == {"a": "é\ud800"}
    assert b'": ' not in to_json(reading())
