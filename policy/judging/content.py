"""Words of a sentence that are more than grammar. Where a script sets no words apart, or glues to them what belongs to
them, pairs of signs stand for words: two signs make most words of Chinese, and begin most of Japanese and Korean. Of
Thai it is what stands between two words of grammar."""

import re
from collections.abc import Iterator, Set
from functools import cache

from policy.facts import Sentence
from policy.judging.slips import CONTENT_LETTERS, is_form
from policy.knowledge.tokens import folded
from policy.knowledge.wording import small_words, words_by_language

_LETTERS = 3  # of a word that is more than grammar
_GRAMMAR = small_words("of-grammar")
_UNDOING = small_words("undoing")
_KANJI = r"\u3400-\u9fff\u30a1-\u30ff々"
_RUNS = {  # what holds content words: in Japanese a sign of China or of foreign words, with the sign that follows
    "ja": re.compile(rf"[{_KANJI}][{_KANJI}\u3041-\u3093]*|[a-z]{{3,}}"),
    "zh": re.compile(rf"[{_KANJI}]+|[a-z]{{3,}}"),
    "ko": re.compile(r"[\uac00-\ud7a3]+|[a-z]{3,}"),
    "th": re.compile(r"[\u0e01-\u0e4e]+|[a-z]{3,}"),
}
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_KANA = re.compile(r"[\u3041-\u3093]")  # begins no word here


def is_of_signs(sentence: Sentence) -> bool:
    """Whether pairs of signs stand for its words."""
    return sentence.phrase.language in _RUNS


def content(sentence: Sentence) -> frozenset[str]:
    """Its words that are more than grammar."""
    if is_of_signs(sentence):
        return frozenset(new_pairs(sentence, ""))
    return frozenset([word for word in sentence.key if len(word) >= _LETTERS and word not in _GRAMMAR])


def without(sentence: Sentence, words: Set[str]) -> frozenset[str]:
    """Its content words that stand among these in no form; of a script whose signs are told in pairs, nothing is known
    of words."""
    fresh = content(sentence) - words  # most stand there as they are
    return frozenset([word for word in fresh if not any(_is_form(word, known) for known in words)])


def holds_all_of(sentence: Sentence, other: Sentence) -> bool:
    """It holds every content word of the other, in some form; never where words of grammar are not known."""
    language = other.phrase.language or ""
    if language not in words_by_language("of-grammar"):
        return False
    if is_of_signs(other):
        return not new_pairs(other, folded(sentence.text))
    return not without(other, frozenset(sentence.key))


def new_pairs(sentence: Sentence, letters: str) -> tuple[str, ...]:
    """Its pairs of signs that these letters do not hold, none of which overlap."""
    language = sentence.phrase.language or ""
    grammar = frozenset(words_by_language("of-grammar")[language])
    found = (pair for run in _RUNS[language].findall(folded(sentence.text)) for pair in _in_run(run, letters, grammar))
    return tuple(dict.fromkeys(found))


def _in_run(run: str, letters: str, grammar: Set[str]) -> Iterator[str]:
    """A word in plain letters; of Korean how it begins; of Thai what stands between grammar; of others pairs."""
    if _THAI.match(run):
        yield from (
            piece for piece in _between_grammar(grammar).split(run) if len(piece) >= _LETTERS and piece not in letters
        )
        return
    if run.isascii() or _HANGUL.match(run):
        word = run if run.isascii() else run[:2]
        if len(word) > 1 and word not in letters and word not in grammar:
            yield word
        return
    at = 0
    while at + 1 < len(run):
        pair = run[at : at + 2]
        is_word = grammar.isdisjoint((*pair, pair)) and not (_KANA.match(pair[1]) if at else _KANA.match(pair))
        if is_word and pair not in letters:
            yield pair
        at += 1 if _KANA.match(pair) or pair[0] in grammar else 2


@cache
def _between_grammar(grammar: Set[str]) -> re.Pattern[str]:
    """What parts content where no spaces do: the longest words first, for some begin others."""
    return re.compile("|".join(map(re.escape, sorted(grammar, key=lambda word: (-len(word), word)))))


def _is_form(word: str, other: str) -> bool:
    """A form of one word; what is undone is another (unopened, opened), and so is a short one spelt otherwise."""
    if min(len(word), len(other)) < CONTENT_LETTERS and not word.startswith(other) and not other.startswith(word):
        return False
    undone = any(f"{prefix}{one}" == two for prefix in _UNDOING for one, two in ((word, other), (other, word)))
    return is_form(word, other) and not undone
