"""The house itself: what is packed, what the documents promise, and what must not be lying about."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from monitor.cli import main

HOUSE = Path(__file__).parent.parent
ROOMS = {"crawler", "history", "monitor", "notifications", "policy", "storage"}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [HOUSE / name for name in listed.stdout.splitlines() if (HOUSE / name).is_file()]


def test_the_command_line_has_every_command_of_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    promised = set(re.findall(r"[`|\n]\s*clausewatch ([a-z]+)", (HOUSE / "README.md").read_text("utf-8")))
    main(["--help"])
    shown = set(re.findall(r"^  ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE))
    assert {"add", "compare", "look", "tell"} <= promised
    assert promised <= shown


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-service.lock"])
def test_the_lock_files_pin_with_hashes_and_name_no_registry(name: str) -> None:
    lock = (HOUSE / name).read_text("utf-8")
    pinned = _pinned(name)
    assert len(pinned) > 40
    assert "://" not in lock
    assert len(re.findall(r"--hash=sha256:", lock)) >= len(pinned)


def test_a_service_has_what_was_tested_and_nothing_to_test_with() -> None:
    service, tested = _pinned("requirements-service.lock"), _pinned("requirements.lock")
    assert service < tested
    assert {pin.partition("==")[0] for pin in service}.isdisjoint(
        {"pytest", "mypy", "ruff", "hypothesis", "schemathesis"}
    )


def _pinned(lock: str) -> set[str]:
    """Each requirement with its version, as the lock file has it."""
    return set(re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==\S+", (HOUSE / lock).read_text("utf-8"), re.MULTILINE))


def test_every_dependency_has_a_reason_in_the_decisions() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    stated = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[<>=; ]", requirement)[0] for requirement in stated}
    reasons = (HOUSE / "docs/decisions/0005-licences.md").read_text("utf-8")
    assert {name for name in names if name not in reasons} == set()


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        str(path.relative_to(HOUSE)): lines
        for path in _tracked()
        if path.suffix == ".py" and path.parts[len(HOUSE.parts)] in ROOMS
        if (lines := path.read_text("utf-8").count("\n")) > 300
    }
    assert long == {}


def test_policy_remembers_in_one_place() -> None:
    """Where the bound and the ways of a memory are told, and what empties it; a language or a table is loaded once."""
    makers = {
        str(path.relative_to(HOUSE))
        for path in _tracked()
        if path.suffix == ".py" and path.parts[len(HOUSE.parts)] == "policy"
        if "lru_cache" in path.read_text("utf-8")
    }
    assert makers == {"policy/remembering.py"}


def test_nothing_is_left_to_do_and_no_machine_is_named() -> None:
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|/wo" r"rk/|/ro" r"ot/")
    found = {
        str(path.relative_to(HOUSE))
        for path in _tracked()
        if path.suffix in {".py", ".md", ".toml", ".html", ".txt", ".css", ""}
        if path.name != "LICENSE" and marks.search(path.read_text("utf-8", errors="replace"))
    }
    assert found == set()


def test_a_decision_fits_on_a_screen() -> None:
    long = {path.name for path in (HOUSE / "docs/decisions").glob("*.md") if path.read_text("utf-8").count("\n") > 60}
    assert long == set()


def test_migrations_follow_one_another_by_number() -> None:
    steps = sorted((HOUSE / "storage/migrations/versions").glob("s*.py"))
    numbers = [re.findall(r'^(?:down_)?revision = "?(\w+)"?$', step.read_text("utf-8"), re.MULTILINE) for step in steps]
    expected = [[f"{number:04}", f"{number - 1:04}" if number > 1 else "None"] for number in range(1, len(steps) + 1)]
    assert numbers == expected
    assert [step.name[1:5] for step in steps] == [number for number, _ in expected]


@pytest.mark.slow
def test_the_wheel_holds_the_six_rooms_and_their_files(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=HOUSE, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == ROOMS
    for ending in (".html", ".css", "clausewatch.toml", "taxonomy.toml", "script.py.mako", "py.typed"):
        assert [name for name in names if name.endswith(ending)], f"no {ending} in the wheel"
    lexicons = {Path(name).stem for name in names if name.startswith("policy/knowledge/lexicons/")}
    assert {Path(name).stem for name in names if name.startswith("policy/knowledge/built/lexicons/")} == lexicons
