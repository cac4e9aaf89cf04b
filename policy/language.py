"""Which language a passage is written in: by script first, then by its commonest small words."""

import re
import struct
from functools import cache
from math import lcm

from policy.knowledge.wording import words_by_language

_ENOUGH = 3  # small words (or a script of its own) below which a text is too short to tell
_WINDOWS, _WINDOW = 24, 500  # samples of so many characters: a version of a tenth of the text is in two of them
_PURE = 20  # one small word in so many may be of another language: quotations, names, addresses
_HALVES = 5  # two scripts that each write a fifth of the signs are two versions of a text
_SAMPLE = 2000  # characters looked at: more hardly ever changes an answer and costs time

# Letters that only one of our languages (or one family, told apart below) writes.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
    ("cyrillic", "\u0400-\u04ff"),
    ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
)
_SHARED_SCRIPTS = ("cyrillic", "latin")  # their languages are told by small words
_LETTERS = tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPTS)

_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff]")

_LATIN = re.compile("[A-Za-z]")


def language_of(text: str) -> str | None:
    """The BCP 47 primary subtag; None: too short, or no language we know."""
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script is None:
        return None
    languages, weights = _weights(script)
    if not languages:
        return script
    folded = sample.casefold().replace("'s ", " ").replace("’s ", " ")  # the end of a name: Slavs have a word "s"
    words = (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)
    known = [weight for word in words if (weight := weights.get(word))]
    if len(known) < _ENOUGH:
        return None
    letters = 0 if folded.isascii() else _of_letters(script, folded)
    totals = _unpacked(sum(known) + letters, len(languages))
    return languages[totals.index(max(totals))]


def is_of_one_language(text: str) -> bool:
    """Whether hardly any small word in it belongs to another language than most do; a cheap look at samples of a long
    text, so that it need not be looked at piece by piece. False for scripts without small words of ours."""
    if len(text) > _WINDOWS * _WINDOW:
        step = len(text) // _WINDOWS
        text = " ".join(text[at : at + _WINDOW] for at in range(0, len(text), step))
    foreign = _signs_not_latin(text)
    if foreign * _PURE > len(text) and foreign * 3 < len(text):
        return False
    if foreign * _HALVES > len(text) and len(_LATIN.findall(text)) * _HALVES > len(text):
        return False
    languages, users = _users(_script(text[:_SAMPLE]) or "")
    # Small words seldom touch punctuation.
    known = [*filter(None, map(users.get, text.casefold().split()))]
    total = len(known)
    if total < _ENOUGH:
        return False
    spoken = _unpacked(sum(known), len(languages))
    return (total - max(spoken)) * _PURE <= total


_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")  # the same, found twice as fast


def _signs_not_latin(text: str) -> int:
    """How many; where they may not be one in twenty, which nobody asks further, as many as Latin-1 does not have."""
    beyond = len(text) - len(text.encode("latin-1", "ignore"))
    return beyond if beyond * _PURE <= len(text) else len(_NOT_LATIN.findall(text))


def _script(sample: str) -> str | None:
    """The script of most letters; kana anywhere in number make Han characters Japanese."""
    foreign = _signs_not_latin(sample)
    if foreign * 4 < len(sample):
        return "latin" if foreign < len(sample) - _ENOUGH else None
    counts = {name: len(letters.findall(sample)) for name, letters in _LETTERS}
    if counts["ja"] * 10 > counts["zh"] and counts["ja"] >= _ENOUGH:
        counts["ja"] += counts.pop("zh")
    # A Han, kana or Hangul sign carries about as much as two letters.
    best = max(counts, key=lambda name: counts[name] * (2 if name in {"ja", "zh", "ko"} else 1))
    return best if counts[best] >= 2 * _ENOUGH else None


@cache
def _weights(script: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The languages of a script, and what each small word weighs for all of them: one long number with 32 bits for each
    language, so that adding numbers adds up all languages at once. A word weighs the same in all, shared among them."""
    vocabulary = _vocabulary(script)
    languages = tuple(sorted({language for spoken in vocabulary.values() for language in spoken}))
    places = {language: 32 * place for place, language in enumerate(languages)}
    whole = lcm(*map(len, vocabulary.values()))  # times the words of a sample: far below 32 bits
    return languages, {
        word: sum(whole // len(spoken) << places[language] for language in spoken)
        for word, spoken in vocabulary.items()
    }


def _of_letters(script: str, folded: str) -> int:
    own = _own_letters(script)
    return sum(own[letter] for letter in own.keys() & {*folded})


@cache
def _own_letters(script: str) -> dict[str, int]:
    """Letters that one language of the script writes and no other; each weighs as much as a small word of its own,
    however often it stands there: names have them too."""
    languages, _ = _weights(script)
    whole = lcm(*map(len, _vocabulary(script).values()))
    own = words_by_language("own-letters")
    return {letter: whole << 32 * place for place, one in enumerate(languages) for letter in own.get(one, ())}


@cache
def _users(script: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The languages of a script, and who uses each small word at all, in the same form: a word counts once for each."""
    vocabulary = _vocabulary(script)
    languages, _ = _weights(script)
    places = {language: 32 * place for place, language in enumerate(languages)}
    also = words_by_language("small-also")
    return languages, {
        word: sum(1 << places[one] for one in languages if one in spoken or word in also.get(one, ()))
        for word, spoken in vocabulary.items()
    }


def _unpacked(number: int, languages: int) -> tuple[int, ...]:
    return struct.unpack(f"<{languages}I", number.to_bytes(4 * languages, "little"))


@cache
def _vocabulary(script: str) -> dict[str, tuple[str, ...]]:
    """Each small word with the languages that use it: the fewer share it, the more it tells."""
    users: dict[str, list[str]] = {}
    if script in _SHARED_SCRIPTS:
        for language, words in words_by_language(f"small-{script}").items():
            for word in words:
                users.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in users.items()}
