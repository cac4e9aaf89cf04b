"""The gate can fail, and floors only rise."""

from pathlib import Path

import pytest

from tests.gate import corpus, floors
from tests.gate.__main__ import judged, main
from tests.gate.floors import broken, pin, pinned

MEASURED = {"corpus": {"alert-precision": 0.8, "alert-recall": 0.9}}


@pytest.fixture
def own_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.toml")
    return tmp_path / "floors.toml"


def test_a_figure_under_its_floor_breaks_the_gate() -> None:
    assert judged(MEASURED, {"corpus": {"alert-precision": 0.81}}) == 1
    assert judged(MEASURED, {"corpus": {"alert-precision": 0.79}}) == 0


def test_a_figure_that_is_not_measured_any_more_breaks_the_gate() -> None:
    assert broken(MEASURED, {"language-ru": {"alert-recall": 0.5}}) == {("language-ru", "alert-recall"): 0.5}


@pytest.mark.usefixtures("own_floors")
def test_raising_never_lowers_a_floor() -> None:
    pin({"corpus": {"alert-precision": 0.9}, "language-id": {"alert-recall": 1.0}}, {"language-id": 0.25})
    pin({"corpus": {"alert-precision": 0.7}}, {})
    assert pinned() == {"corpus": {"alert-precision": 0.895}, "language-id": {"alert-recall": 0.75}}


def test_lowering_keeps_its_reason_beside_the_floors(own_floors: Path) -> None:
    pin({"corpus": {"alert-precision": 0.9}}, {})
    pin({"corpus": {"alert-precision": 0.6}}, {}, why="two labels were\nmended")
    pin({"corpus": {"alert-precision": 0.7}}, {})
    assert pinned() == {"corpus": {"alert-precision": 0.695}}
    assert "# Lowered: two labels were mended" in own_floors.read_text("utf-8")


def test_lowering_needs_a_reason() -> None:
    assert main(["--lower"]) == 2
    assert main(["--lower", "--why", " "]) == 2


def test_languages_with_hardly_any_alerts_share_a_floor() -> None:
    rows = {
        "en": {"tp": 8, "fp": 2, "fn": 2},
        "sr": {"tp": 0, "fp": 1, "fn": 0},
        "ro": {"tp": 1, "fp": 0, "fn": 1},
    }
    assert corpus.of_languages(rows) == {
        "language-en": {"alert-precision": 0.8, "alert-recall": 0.8},
        "language-others": {"alert-precision": 0.5, "alert-recall": 0.5},
    }


def test_without_the_corpus_the_gate_says_what_it_did_not_measure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(corpus, "LABELS", tmp_path / "nowhere")
    assert main(["--quick"]) == 0
    assert f"NOT MEASURED: the labelled corpus is not beside the project ({tmp_path}" in capsys.readouterr().out


@pytest.mark.skipif(not corpus.is_here(), reason="the labelled corpus is not beside the project (shared/)")
def test_every_publisher_is_whole_in_one_part() -> None:
    parts = corpus.folds()
    assert sorted(name for part in parts for name in part) == sorted(one.name for one in corpus.LABELS.iterdir())
    assert [len([1 for name in part if "mozilla" in name.split("-")[:3]]) for part in parts].count(
        0
    ) == corpus.FOLDS - 1


@pytest.mark.slow(40)
@pytest.mark.skipif(not corpus.is_here(), reason="the labelled corpus is not beside the project (shared/)")
def test_every_floor_holds_on_the_labelled_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick"]) == 0, capsys.readouterr().out
