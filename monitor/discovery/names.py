"""Whether words or an address name a policy, and which, in ten languages."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import unquote, urlsplit

from policy.model.targets import DocumentType

SOUGHT = (DocumentType.PRIVACY, DocumentType.COOKIES, DocumentType.TERMS)
_HUB, _DECOY = "hub", "decoy"
_WHOLE, _PART, _ADDRESS, _STEP = 100, 80, 60, 2
_MOST_WORDS = 10  # words; longer is a headline or a sentence
_SPACELESS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")  # Japanese writes no spaces between words


@dataclass(frozen=True, slots=True)
class _Name:
    pattern: re.Pattern[str]
    phrase: str
    rank: int  # in its list; the first is the surest


def text_score(document_type: DocumentType, text: str) -> int:
    """How surely a link's or title's words name such a document; 0: they do not."""
    words = folded(text)
    if len(words.split()) > _MOST_WORDS:
        return 0
    return max((_score(name, words, _WHOLE, _PART) for name in _names(document_type)), default=0)


def address_score(document_type: DocumentType, url: str) -> int:
    """How surely an address names such a document; 0: it does not."""
    words = folded(_path(url))
    return max((_score(name, words, _ADDRESS, _ADDRESS) for name in _names(document_type)), default=0)


def is_decoy(text: str, url: str) -> bool:
    """True for a switch, an article or a form that is about such documents and is none."""
    return _names_any(_DECOY, folded(text)) or _names_any(_DECOY, folded(_path(url)))


def is_hub(text: str, url: str) -> bool:
    """True for a page that is likely to lead to such documents."""
    words = folded(text)
    is_short = len(words.split()) <= _MOST_WORDS
    return (is_short and _names_any(_HUB, words)) or _names_any(_HUB, folded(_path(url)))


def usual_paths(document_type: DocumentType) -> tuple[str, ...]:
    return tuple(_lists()["paths"][document_type.value])


def folded(text: str) -> str:
    """The words in lower case without accents and punctuation, a space between each."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare.casefold().replace("_", " ")))


def _path(url: str) -> str:
    return unquote(urlsplit(url).path)


def _score(name: _Name, words: str, whole: int, part: int) -> int:
    if words == name.phrase:
        return whole - _STEP * name.rank
    return part - _STEP * name.rank if name.pattern.search(words) else 0


def _names_any(group: str, words: str) -> bool:
    return any(name.pattern.search(words) for name in _names(group))


@cache
def _names(group: str) -> tuple[_Name, ...]:
    """The names of a group in every language."""
    return tuple(
        _Name(_pattern(folded(phrase)), folded(phrase), rank)
        for phrases in _lists()[group].values()
        for rank, phrase in enumerate(phrases)
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    inside = re.escape(phrase)
    return re.compile(inside if _SPACELESS.search(phrase) else rf"(?<!\w){inside}(?!\w)")


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("monitor.discovery") / "words.toml").read_text("utf-8"))
