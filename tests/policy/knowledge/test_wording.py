"""Patterns and small words of all languages are sound, and all of them are asked for."""

import re
from pathlib import Path

import pytest

from policy.knowledge import KnowledgeError
from policy.knowledge.wording import pattern, patterns, read_wordings, small_words

ROOT = Path(__file__).parents[3]
OWN = read_wordings(ROOT / "policy" / "knowledge" / "wordings")
_NESTED = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\((?:\\.|\[(?:\\.|[^\]])*\]|[^()\\\[])*\)")


@pytest.mark.slow(1)
def test_each_is_one_alternative() -> None:
    listed = [(name, one) for name, found in OWN["pattern"].items() for ones in found.values() for one in ones]
    assert listed
    assert [(name, one) for name, one in listed if "|" in _flat(one)] == []  # write it as two, or within (?:…)


def _flat(one: str) -> str:
    """A pattern without its groups. Raises re.error for what is none."""
    re.compile(one)
    before = ""
    while one != before:
        one, before = _NESTED.sub("_", one), one
    return one


def test_code_asks_for_all_of_them() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "policy").rglob("*.py"))
    literals = set(re.findall(r"""f?["']([a-z-]+)(?:\{\w+(?:\.\w+)?\})?["']""", code))
    families = tuple(literal for literal in literals if literal.endswith("-"))
    names = {*OWN["pattern"], *OWN["words"]}
    assert {name for name in names - literals if not name.startswith(families)} == set()


def test_all_languages_are_read_together() -> None:
    condition = re.compile(pattern("condition"))
    assert condition.search("we share it only if you agree")
    assert condition.search("kami membagikannya jika anda setuju")
    assert condition.search("мы передаем их, если вы согласны")


def test_where_a_word_must_begin_nothing_is_found_inside_one() -> None:
    announced = re.compile(pattern("announces"))
    assert announced.search("wie Acme")
    assert not announced.search("nowie Acme")


def test_one_language_is_asked_for_by_its_code() -> None:
    assert set(patterns("verbs-in-a-row")) == {"en", "id", "ru"}


def test_small_words_are_one_set() -> None:
    assert {"please", "harap", "пожалуйста"} <= small_words("politeness")


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("[patterns.age]\n", r"b\.toml, line 1: unknown key 'patterns': did you mean pattern\?"),
        ("pattern = 3\n", r"b\.toml, line 1: pattern must be tables such as \[pattern\.name\]"),
        ("[pattern]\nage = 3\n", r"b\.toml, line 1: \[pattern\.age\] needs at least one language"),
        ("[pattern.age]\nen = 3\n", r"b\.toml, line 2: en must be a list of words in quotes"),
        ("[words.times]\nen = ['x']\n", r"b\.toml, line 1: another file has \[words\.times\] already; keep one"),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_remedy(tmp_path: Path, source: str, refusal: str) -> None:
    (tmp_path / "a.toml").write_text("[words.times]\nid = ['kali']\n", "utf-8")
    (tmp_path / "b.toml").write_text(source, "utf-8")
    with pytest.raises(KnowledgeError, match=refusal):
        read_wordings(tmp_path)
