"""The operator's own rules: what changed sentences say that somebody asked to be told of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policy.facts import Sentence
from policy.judging.comparison import Comparison, Pair
from policy.judging.conventions import says_the_same
from policy.judging.findings import Claim, finding
from policy.knowledge.tokens import pieces, places
from policy.knowledge.trie import Trie, keys_of
from policy.model.changes import Direction, Finding, Kind, Quote
from policy.model.targets import WatchRule
from policy.remembering import remembered

_ENDINGS = 24  # letters a `*` may stand for
_LONGEST_QUOTE = 400  # signs

_Span = tuple[int, int]


def watched(comparison: Comparison, rules: tuple[WatchRule, ...]) -> Iterator[Finding]:
    """For each rule, each sentence that came, went or was edited and says what the rule looks for."""
    for rule in rules:
        for pair in comparison.aligned:
            found = _fired(rule, pair)
            if found is not None:
                yield found


def pattern_fault(pattern: str) -> str | None:
    """Why RE2 does not take the pattern, and where; None: it does. Patterns that could run for ever are none of its."""
    import re2

    try:
        _compiled(pattern)
    except re2.error as error:
        said = error.args[0] if error.args else b""
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return _placed(pattern, words)
    return None


def term_fault(term: str) -> str | None:
    """Why a term could never be found; None: it can."""
    keys = keys_of(term)
    if not keys or keys[0] == "~" or keys[-1] == "~":
        return "a term begins and ends with a word: `~` stands between two"
    return None


def _placed(pattern: str, words: str) -> str:
    reason, _, part = words.partition(": ")
    if not part or part == pattern:  # what is missing is missed at the end
        return f"{reason} at character {len(pattern)}"
    return f"{reason} at character {pattern.find(part) + 1}: {part}"


def _fired(rule: WatchRule, pair: Pair) -> Finding | None:
    before, after = _spans(rule, pair.before), _spans(rule, pair.after)
    if not before and not after:
        return None
    old, new = pair.before, pair.after
    if old is not None and new is not None and says_the_same(old, new) and _words(old, before) == _words(new, after):
        return None
    direction = Direction.CHANGED if before and after else Direction.ADDED if after else Direction.REMOVED
    found = finding(Claim(Kind.WATCH_RULE, direction, rule.name, f"watch/{rule.name}", rule.severity), Pair(old, new))
    return replace(found, before=_quoted(old, before), after=_quoted(new, after))


def _spans(rule: WatchRule, sentence: Sentence | None) -> tuple[_Span, ...]:
    """Where the sentence says it; a sentence whose language is not known is for rules of every language."""
    if sentence is None:
        return ()
    spoken = (sentence.phrase.language or "").partition("-")[0]
    if rule.languages and spoken not in rule.languages:
        return ()
    if rule.pattern:
        return tuple(match.span() for match in _compiled(rule.pattern).finditer(sentence.text) if match.group())
    where = places(sentence.text)
    found = _phrases(rule.terms).scan(pieces(sentence.text))
    return tuple(sorted({(where[first][0], where[end - 1][1]) for first, end, _ in found}))


def _words(sentence: Sentence, spans: tuple[_Span, ...]) -> tuple[str, ...]:
    return tuple(sentence.text[start:end] for start, end in spans)


def _quoted(sentence: Sentence | None, spans: tuple[_Span, ...]) -> Quote | None:
    """The sentence from its beginning; from a later word where what was looked for would be cut off."""
    if sentence is None:
        return None
    if not spans or spans[0][1] <= _LONGEST_QUOTE:
        return sentence.quote()
    space = sentence.text.rfind(" ", 0, max(0, spans[0][0] - _LONGEST_QUOTE // 2))
    return sentence.quote(space + 1)


@remembered(1_000)
def _phrases(terms: tuple[str, ...]) -> Trie[str]:
    found: Trie[str] = Trie(_ENDINGS, ())
    for term in terms:
        found.add(term, term)
    return found


@remembered(1_000)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 – the library ships no types
    import re2  # only where somebody watches by a pattern: few do, and every command would wait for it

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)
