"""Whoever asks a benchmark for what it cannot do is told so, and what it can."""

from pathlib import Path

import pytest

from benchmarks.asking import command, database, file, folder, whole

HOME = Path(__file__).parents[1] / "benchmarks"
RUN = sorted(path.stem for path in HOME.glob("*.py") if "\n    python -m benchmarks." in path.read_text("utf-8"))


@pytest.mark.parametrize("name", RUN)
def test_every_benchmark_has_a_command_line(name: str) -> None:
    own = (HOME / f"{name}.py").read_text("utf-8")
    made_of = (HOME / "rounds.py").read_text("utf-8") if name == "line" else own
    assert f'command("{name}", __doc__)' in made_of
    assert "sys.argv" not in own


def test_a_wrong_argument_is_named_and_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asking = command("line", "What watching costs.")
    for name, kind in (("pages", whole(10)), ("at", database), ("pairs", folder), ("log", file)):
        asking.add_argument(f"--{name}", type=kind)
    given = {"pages": "9", "at": "mysql://acme.example/db", "pairs": str(tmp_path / "x"), "log": str(tmp_path)}
    for name, value in given.items():
        with pytest.raises(SystemExit) as ended:
            asking.parse_args([f"--{name}", value])
        assert (ended.value.code, f"argument --{name}" in capsys.readouterr().err) == (2, True)
    right = asking.parse_args(["--pages", "10", "--at", "sqlite:///a.db", "--pairs", str(tmp_path)])
    assert (right.pages, right.at, right.pairs) == (10, "sqlite:///a.db", tmp_path)
