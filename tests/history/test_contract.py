"""The OpenAPI description held against the answers by Schemathesis: nothing that fits it, or nearly fits it, breaks
anything or comes back in another form. `make contract` asks 10,000 times."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from history import application
from history.openapi import OPERATIONS
from tests.history.exhibits import exhibition
from tests.history.reader import NOW, SITE

CASES = int(os.environ.get("CLAUSEWATCH_CONTRACT_CASES", "320"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
DESCRIPTION = schemathesis.openapi.from_asgi("/openapi.json", application(exhibition(), SITE, lambda: NOW))

pytestmark = pytest.mark.slow


@DESCRIPTION.parametrize()
@settings(
    max_examples=max(1, CASES // len(OPERATIONS)),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)
