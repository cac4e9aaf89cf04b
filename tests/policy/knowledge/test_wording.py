"""Patterns and small words of all languages are sound, and all of them are asked for."""

import re
from pathlib import Path

import pytest

from policy.knowledge import KnowledgeError
from policy.knowledge.wording import pattern, patterns, read_wordings, small_words

ROOT = Path(__file__).parents[3]
OWN = read_wordings(ROOT / "policy" / "knowledge" / "wording.toml")
ALTERNATIVES = [
    (name, language, one)
    for name, by_language in OWN["pattern"].items()
    for language, listed in by_language.items()
    for one in listed
]
_NESTED = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\((?:\\.|\[(?:\\.|[^\]])*\]|[^()\\\[])*\)")


@pytest.mark.parametrize(("name", "language", "one"), ALTERNATIVES)
def test_each_is_one_alternative(name: str, language: str, one: str) -> None:
    re.compile(one)
    flat, before = one, ""
    while flat != before:
        flat, before = _NESTED.sub("_", flat), flat
    assert "|" not in flat, f"{name}.{language}: write it as two, or within (?:…)"


def test_code_asks_for_all_of_them_and_for_no_other() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "policy").rglob("*.py"))
    asked = set(re.findall(r"""(?:patterns?|small_words)\(f?["']([a-z-]+)["']\)""", code))
    titles = {name for name in OWN["pattern"] if name.startswith("title-")}
    assert asked | titles == set(OWN["pattern"]) | set(OWN["words"])


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
        ("[words]\n", r"wording\.toml, line 1: \[pattern\] is missing"),
        ("[pattern]\nage = 3\n[words]\n", r"wording\.toml, line 1: \[pattern\.age\] needs at least one language"),
        ("[pattern.age]\nen = 3\n[words]\n", r"wording\.toml, line 2: en must be a list of words in quotes"),
    ],
)
def test_a_wrong_file_is_refused_by_line_and_remedy(tmp_path: Path, source: str, refusal: str) -> None:
    path = tmp_path / "wording.toml"
    path.write_text(source, "utf-8")
    with pytest.raises(KnowledgeError, match=refusal):
        read_wordings(path)
