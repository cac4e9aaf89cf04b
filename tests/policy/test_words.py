from collections.abc import Callable
from enum import Enum
from typing import Any

import pytest

from policy import words
from policy.model.captures import Failure
from policy.model.changes import Direction, Kind, Severity, Verdict
from policy.model.looks import Event, State, VersionCause
from policy.model.readings import Suspicion
from policy.model.targets import DocumentType


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (Kind, words.kind_label),
        (Severity, words.severity_label),
        (Direction, words.direction_label),
        (State, words.state_label),
        (DocumentType, words.document_type_label),
        (Verdict, words.verdict_label),
        (Event, words.event_label),
        (VersionCause, words.cause_label),
        (Suspicion, words.suspicion_label),
        (Failure, words.failure_label),
    ],
)
def test_every_name_of_the_model_has_its_own_words(kind: type[Enum], label: Callable[[Any], str]) -> None:
    labels = [label(member) for member in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
