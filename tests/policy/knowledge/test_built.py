"""A built table says exactly what its source says, or is not used."""

import tomllib
from pathlib import Path

import pytest

from policy.knowledge import KnowledgeError, built
from policy.knowledge.sources import loaded

SOURCES = sorted(path for path in built.HOME.rglob("*.toml"))
SOURCE = b'language = "en"\n[data.name]\nterms = ["alias"]\n'
TABLE: built.Table = {"language": "en", "data": {"name": {"terms": ["alias"]}}}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_table_is_the_source_read(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    source = path.read_bytes()
    where = built.place(path)
    assert where is not None
    where.parent.mkdir(exist_ok=True)
    where.write_bytes(built.built(source, tomllib.loads(source.decode())))
    assert built.table_of(path, source) == tomllib.loads(source.decode())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of knowledge with one file and its table."""
    monkeypatch.setattr(built, "HOME", tmp_path)
    monkeypatch.setattr(built, "FOLDER", tmp_path / "built")
    (tmp_path / "built").mkdir()
    (tmp_path / "en.toml").write_bytes(SOURCE)
    (tmp_path / "built" / "en.json").write_bytes(built.built(SOURCE, {**TABLE, "is": "the table"}))
    return tmp_path


def test_the_table_is_read_instead_of_the_source(home: Path) -> None:
    assert loaded(home / "en.toml") == {**TABLE, "is": "the table"}


def test_an_edited_source_is_read_instead_of_its_table(home: Path) -> None:
    (home / "en.toml").write_bytes(SOURCE.replace(b"alias", b"handle"))
    assert loaded(home / "en.toml") == {"language": "en", "data": {"name": {"terms": ["handle"]}}}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"of": 1}', b"\xff"])
def test_a_table_that_is_none_is_passed_over(home: Path, content: bytes) -> None:
    (home / "built" / "en.json").write_bytes(content)
    assert loaded(home / "en.toml") == TABLE


def test_a_file_of_someone_else_has_no_table(tmp_path: Path) -> None:
    assert built.place(tmp_path / "en.toml") is None


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"en\.toml: No such file.*Put the file back"):
        loaded(tmp_path / "en.toml")


def test_a_file_that_is_not_utf_8_is_refused_by_line(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_bytes(b'language = "en"\ndecoys = ["caf\xe9"]\n')
    with pytest.raises(KnowledgeError, match=r"en\.toml, line 2: not UTF-8"):
        loaded(tmp_path / "en.toml")
