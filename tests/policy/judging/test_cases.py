"""Every folder of `tests/cases/judge` is a promise: that edit, these kinds."""

from pathlib import Path

import pytest

from tests.gate.cases import fault, folders
from tests.support.sampling import sampled


@pytest.mark.parametrize("folder", sampled(folders(), 3), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_an_edit_means_what_its_case_says(folder: Path) -> None:
    assert fault(folder) is None
