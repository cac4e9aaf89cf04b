"""A watch folder as `init` would make it, and the command line called in this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.cli import main

REPOSITORY = Path(__file__).parents[2]
CONTACT = 'contact = "watch@company.example"'


@dataclass(frozen=True, slots=True)
class Called:
    status: int
    out: str
    err: str


Call = Callable[..., Called]


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder with settings that work: the repository's own file, with a contact."""

    folder: Path

    @property
    def settings(self) -> Path:
        return self.folder / "clausewatch.toml"

    def replace(self, before: str, after: str) -> None:
        text = self.settings.read_text("utf-8")
        assert before in text
        self.settings.write_text(text.replace(before, after, 1), "utf-8")

    def target(self, text: str, name: str = "acme") -> Path:
        path = self.folder / "targets" / f"{name}.toml"
        path.write_text(text, "utf-8")
        return path


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    found = Watch(tmp_path / "watch")
    (found.folder / "targets").mkdir(parents=True)
    found.settings.write_text((REPOSITORY / "clausewatch.toml").read_text("utf-8"), "utf-8")
    found.replace('contact = ""', CONTACT)
    return found


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def called(*arguments: str | Path) -> Called:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Called(status, out, err)

    return called
