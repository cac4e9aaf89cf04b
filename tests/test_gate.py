"""The gate can fail, and floors only rise."""

from pathlib import Path

import pytest

from policy.model.readings import Reading, Source
from policy.reading import read
from tests.gate import corpus, floors
from tests.gate.__main__ import judged, main
from tests.gate.floors import broken, pin, pinned
from tests.gate.steadiness import Step, kind_of, steps

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


SEEN = {
    "1.html": "<h1>Privacy policy</h1><p>We keep your personal data for 30 days.</p>",
    "2.html": "<html><body></body></html>",
    "3.html": "<h1>Privacy policy</h1><p>We keep your personal data for 90 days.</p>",
}


def seen(file: str) -> Reading:
    return read((Source(file, "text/html", SEEN[file].encode()),))


def test_a_step_leads_over_pages_that_may_not_be_compared_with_the_worst_label_on_the_way() -> None:
    labels = {"1.html": None, "2.html": "text", "3.html": "false"}
    items = [{"file": file, "step": label} for file, label in labels.items()]
    assert list(steps(items, seen)) == [Step("1.html", "3.html", "text", is_changed=True)]


@pytest.mark.parametrize(
    ("looked_at", "is_own", "kind"),
    [({}, True, "false"), ({"3.html": "words"}, True, "words"), ({"2.html": "words"}, True, "false"),
     ({}, False, "other")],
)  # fmt: skip
def test_a_change_that_the_label_denies_is_false_until_somebody_looked(
    looked_at: dict[str, str], is_own: bool, kind: str
) -> None:
    step = Step("1.html", "3.html", "false", is_changed=True)
    assert kind_of(step, looked_at, lambda _: is_own) == kind


def test_pairs_with_a_side_without_text_are_answered_and_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, old in (("failed", ""), ("whole", "# Privacy policy\n\nWe keep your name for a year.\n")):
        (pair := tmp_path / "pairs" / name).mkdir(parents=True)
        (pair / "old.md").write_text(old, "utf-8")
        (pair / "new.md").write_text("# Privacy policy\n\nWe keep your name for two years.\n", "utf-8")
    said = tmp_path / "answers.jsonl"
    assert corpus.answers(tmp_path / "pairs", said) == 1
    assert len(said.read_text("utf-8").splitlines()) == 2
    assert capfd.readouterr().err == ""
