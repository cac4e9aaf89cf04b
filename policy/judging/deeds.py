"""What a sentence does, in whatever words: what its section speaks of, what it says that its counterpart did not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policy.facts import Sentence, marks_of
from policy.facts.cues import cues_of
from policy.facts.topics import topic_of
from policy.judging.comparison import Comparison, Pair
from policy.judging.content import content, is_of_signs, new_pairs, without
from policy.judging.contexts import PRACTICE
from policy.judging.slips import is_form
from policy.judging.turns_of_speech import has_turns, says
from policy.knowledge.tokens import folded, is_sign, words_of
from policy.knowledge.wording import small_words
from policy.model.changes import Direction, FactType, Kind
from policy.model.readings import BlockKind

PROMISED: dict[str, tuple[Kind, Direction]] = {  # what people lose where a promise on the topic is worth less
    "authorities": (Kind.LAW_ENFORCEMENT, Direction.WIDENED),
    "changes": (Kind.CHANGE_NOTICE, Direction.NARROWED),
    "children": (Kind.CHILDREN, Direction.CHANGED),
    "protecting": (Kind.SECURITY_COMMITMENT, Direction.NARROWED),
    "takeover": (Kind.OWNERSHIP_CLAUSE, Direction.NARROWED),
}
FEW = 12  # changed sentences among which it can be seen what became of each; a rewrite is told by what it states
_LABEL = re.compile(r"([^.:?!\n]{2,40})[.:?!]")
_PLAIN_VERBS = ("giving", "collecting")
_OF_VERBS = (  # the weightiest first
    ("share", "giving"),
    ("sell", "giving"),
    ("collect", "collecting"),
    ("retain", "keeping"),
    ("use", "using"),
)
_OF_FACTS = ((FactType.CONTACT, "reaching-us"), (FactType.RIGHT, "rights"), (FactType.RETENTION, "keeping"))
JOINS = small_words("joins")
_KEPT = 0.5  # of the content words, from which a sentence is about the same thing still
_STATEMENT = 5  # words; what is shorter is a label,
_SAYING = 2  # unless it ends as a sentence does: "It is free."
_STOPS = (".", "。", "।")
_BESIDE_COMPLAINTS = frozenset({"rights", "reaching-us", ""})  # where it is said, too, whom to complain to
_COMPLAINT = "right-complaint"


@dataclass(frozen=True, slots=True)
class Swap:
    """Content words that a sentence lost and gained beside its counterpart, in no form and not to its neighbours."""

    lost: frozenset[str]
    gained: frozenset[str]


def put_words(before: Sentence, after: Sentence) -> tuple[str, ...]:
    """The one run of words that came, where nothing is gone; (): something is, or more came."""
    return cut_words(after, before)


def cut_words(before: Sentence, after: Sentence) -> tuple[str, ...]:
    """The one run of words that is gone, where nothing came; (): something did, or more went."""
    return _run(before.key, after.key)


def joined_words(before: Sentence, after: Sentence) -> tuple[str, ...]:
    """The one run of words that came, whatever joins them now: "a and b" became "a, b and c"."""
    old, new = (tuple([word for word in one.key if word not in JOINS]) for one in (before, after))
    return _run(new, old)


def _run(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    begin = next((at for at, (one, other) in enumerate(zip(words, others, strict=False)) if one != other), None)
    cut = len(words) - len(others)
    if begin is None:
        begin = len(others)
    return words[begin : begin + cut] if cut > 0 and words[begin + cut :] == others[begin:] else ()


def parts(sentence: Sentence) -> int:
    """How many things it joins."""
    return sum(word in JOINS for word in sentence.key) + folded(sentence.text).count(",")


def glued(words: Sequence[str]) -> str:
    """They as they are written: signs of a script that sets no words apart without a space."""
    return "".join(word if is_sign(word) else f" {word}" for word in words).strip()


def topic(sentence: Sentence) -> str:
    """What its heading speaks of, or the label its paragraph opens with; "": nothing known."""
    language = sentence.phrase.language or ""
    found = topic_of(language, sentence.phrase.heading) or topic_of(language, _label(sentence))
    return "complaints" if found in _BESIDE_COMPLAINTS and _is_of_complaints(sentence) else found


def _is_of_complaints(sentence: Sentence) -> bool:
    """It tells where to complain, and of no other right."""
    rights = {mark.value for mark in marks_of(sentence.phrase, FactType.RIGHT)}
    return rights <= {_COMPLAINT} and says("topic-complaints", sentence)


def topic_or_verb(sentence: Sentence) -> str:
    """The same, or what a verb of the publisher's speaks of."""
    found = topic(sentence)
    if found:
        return found
    cues = cues_of(sentence.phrase)
    if "first-person" in cues:
        found = next((of_verb for cue, of_verb in _OF_VERBS if cue in cues), "")
    is_shown = "share" in cues and says("verb-giving", sentence)
    return found or ("giving" if is_shown else plain_verb(sentence))


def theme_around(comparison: Comparison, after: Sentence) -> str:
    """What most of the sentences of its section speak of that stood there before; "": none does anything known."""
    path, come = after.section.path, {id(one) for one in comparison.come}
    beside = [one for one in comparison.after.sentences if one.section.path == path and id(one) not in come]
    said = Counter(filter(None, map(_spoken_of, beside)))
    return said.most_common(1)[0][0] if said else ""


def _spoken_of(sentence: Sentence) -> str:
    """What one sentence speaks of, by what it states or by its weightiest verb."""
    for type_, found in _OF_FACTS:
        if marks_of(sentence.phrase, type_):
            return found
    cues = cues_of(sentence.phrase)
    return next((of_verb for cue, of_verb in _OF_VERBS if cue in cues), "")


def plain_verb(sentence: Sentence) -> str:
    """What a verb that no vocabulary has speaks of; "": none does, or a vocabulary knows another."""
    if not PRACTICE.isdisjoint(cues_of(sentence.phrase)):
        return ""
    return next((one for one in _PLAIN_VERBS if says(f"verb-{one}", sentence)), "")


def _label(sentence: Sentence) -> str:
    """The few words before a stop with which its paragraph opens: "Who sees it."; "": it opens with a sentence."""
    text = sentence.section.text
    opening = text.rfind("\n", 0, max(0, sentence.start)) + 1
    label = _LABEL.match(text, opening, sentence.start) if sentence.start > opening else None
    return label[1] if label else ""


def is_statement(sentence: Sentence) -> bool:
    """More than a heading, a row or a label."""
    return (
        sentence.kind is not BlockKind.HEADING
        and sentence.kind is not BlockKind.ROW
        and len(sentence.key) >= (_SAYING if sentence.text.endswith(_STOPS) else _STATEMENT)
    )


def is_read(sentence: Sentence) -> bool:
    """A statement in a language of which all turns of speech are known."""
    return is_statement(sentence) and has_turns("topic-collecting", sentence.phrase.language)


def is_about_the_same(before: Sentence, after: Sentence, without_these: Sequence[str]) -> bool:
    """Half of its content words stay, but for those that are asked after."""
    asked = frozenset[str]().union(*map(words_of, without_these))
    rest = content(before) - asked
    if is_of_signs(before):
        lost = frozenset(new_pairs(before, folded(after.text))) - asked
        return len(rest) - len(lost) >= _KEPT * len(rest)
    others = frozenset(after.key)
    left = [word for word in rest - others if not any(is_form(word, other) for other in others)]
    return len(rest) - len(left) >= _KEPT * len(rest)


def is_gone(comparison: Comparison, before: Sentence) -> bool:
    """Half of its content words went from its section: it was not split, merged or turned round there."""
    return len(swap(comparison, Pair(before, None)).lost) >= _KEPT * len(content(before))


def swap(comparison: Comparison, pair: Pair) -> Swap:
    """What the one says and the other does not; an added sentence gained all its words."""
    before, after = pair.before, pair.after
    lost = _without(before, after, comparison, is_new=False) if before else frozenset()
    gained = _without(after, before, comparison, is_new=True) if after else frozenset()
    return Swap(lost, gained)


def _without(one: Sentence, other: Sentence | None, comparison: Comparison, *, is_new: bool) -> frozenset[str]:
    if is_of_signs(one):
        changed = comparison.gone if is_new else comparison.come
        beside = [sentence.text for sentence in changed if sentence.section.path == one.section.path]
        return frozenset(new_pairs(one, folded("\n".join((other.text if other else "", *beside)))))
    return without(one, comparison.words_around(one, is_new=is_new) | set(other.key if other else ()))


def new_words(comparison: Comparison, after: Sentence) -> tuple[str, ...]:
    """Content words that the earlier document used in no form."""
    return new_pairs(after, comparison.before.letters) if is_of_signs(after) else comparison.new_words(after)
