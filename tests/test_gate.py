"""The gate can fail, and floors only rise."""

from pathlib import Path

import pytest

from tests import gate

MEASURED = {"alert-precision": 0.8, "alert-recall": 0.9}


def test_a_figure_under_its_floor_breaks_the_gate() -> None:
    assert gate._judged(MEASURED, {"alert-precision": 0.81}) == 1
    assert gate._judged(MEASURED, {"alert-precision": 0.79}) == 0


def test_raising_never_lowers_a_floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.toml")
    gate._pin({"alert-precision": 0.9}, may_lower=False)
    gate._pin({"alert-precision": 0.7}, may_lower=False)
    assert gate._floors() == {"alert-precision": 0.895}
    gate._pin({"alert-precision": 0.7}, may_lower=True)
    assert gate._floors() == {"alert-precision": 0.695}


def test_lowering_needs_a_reason() -> None:
    assert gate.main(["--lower"]) == 2


@pytest.mark.slow
@pytest.mark.skipif(not gate.SHARED.is_dir(), reason="the labelled corpus is not beside the project (shared/)")
def test_every_floor_holds_on_the_labelled_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([]) == 0, capsys.readouterr().out
