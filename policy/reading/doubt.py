"""Whether a new reading may be the next version of what was there before."""

from collections import Counter
from itertools import accumulate, zip_longest

from policy.model.readings import Reading, Section, Suspicion
from policy.reading.lexicon import names_a_document, touches_subjects
from policy.reading.spam import brings_spam

_KEPT = 0.5  # a rewrite seldom halves a policy; a wall, a half page or another page does
_SWOLLEN = 3  # times the text: other documents or other people's words came beside it
_REMNANT = 0.2  # of the characters: below, no translation of the whole is, not even into a script of words as signs
_ENDING = 0.05  # nobody cuts more off the end and touches nothing before it: of 377 real changes, none did
_CLOSING = 500  # signs of the end that may go all the same: a sentence or a short section that is dropped
_APOLOGY = 300  # signs that may stand where such an end was: what a program or a server says when it fails
_TENTH = 0.1  # of the text, in whose place no few words about something else come
_ONCE_EACH = 2
_STOPS = (".", "!", "?", ":", ";", "。", "！", "？", "।", "؟")
_SAME = 0.35  # of the shorter text's runs found in the longer: below it, few rewrites and most other documents are
_SAME_IN_NAME = 0.15  # asked when both titles name the same kind of document
_SAME_RENAMED = 0.6  # asked when the title has come to name another document
_RUN = 3  # words, or
_SIGNS = 6  # characters where words are not set apart
_FEW = 30  # runs: below, they say nothing
_HEADINGS = 4  # that may be a title
_SUBJECTS = 5  # of policies that a text touches whose language we know well enough to miss them in another
_TELLING = 250  # signs of the shorter text; below, one address more or less may make it seem another language
_SPACELESS = 16  # characters a word on average: no language that sets words apart comes near


def doubts(before: Reading, after: Reading) -> tuple[Suspicion, ...]:
    """Why the later reading is startling; empty: it is not."""
    if before.text_sha256 == after.text_sha256:
        return ()
    old, new = _text(before), _text(after)
    is_telling = min(len(old), len(new)) >= _TELLING
    is_kept = _keeps_most(old, new)  # then nothing came in its place, in no other language either
    speaks_otherwise = before.languages and after.languages and before.languages[0] not in after.languages
    if is_telling and speaks_otherwise and not is_kept:
        is_remnant = len(new) < _REMNANT * len(old)
        return (Suspicion.LANGUAGE_FLIP, *(_instead(before, after, is_other=True) if is_remnant else ()))
    found = [Suspicion.SPAM] if brings_spam(old, new) else []
    is_other = not is_kept and _shared(old, new) < _asked(before.title, after.title)
    if is_other or (is_telling and len(new) > _SWOLLEN * len(old)):
        found.append(Suspicion.OTHER_DOCUMENT)
    if len(new) < _KEPT * len(old):
        found += (Suspicion.TRUNCATED, *_instead(before, after, is_other=is_other))
    elif len(new) < len(old) and (_breaks_off(old, new) or _emptied(before, after) > _CLOSING):
        found.append(Suspicion.TRUNCATED)
    return tuple(found)


def _breaks_off(old: str, new: str) -> bool:
    """Whether it is the old text and then nothing more, or a few words in place of much: without a good part of its
    end, or from amid a sentence on; of a short text less is much, where the words speak of something else. How the
    lines are parted does not matter: what made a line a heading may stand in the part that is missing."""
    whole, half = _in_one_line(old), _in_one_line(new)
    kept = _common(whole, half)
    if len(half) - kept > _APOLOGY:
        return False
    lost = len(whole) - len(half)
    if lost > max(_CLOSING, _ENDING * len(whole)):
        return True
    instead = half[half.rfind(" ", 0, kept) + 1 :] if len(half) > kept else ""
    if instead and lost > _TENTH * len(whole) and _speak_of_nothing(whole, instead):
        return True
    ends = accumulate(len(line) + 1 for line in map(_in_one_line, old.split("\n")) if line)
    return len(half) == kept and not half.endswith(_STOPS) and kept + 1 not in ends


def _emptied(before: Reading, after: Reading) -> int:
    """Signs of the text that is gone from under headings which stand there still, and over nothing: what should fill
    them did not come. Of 377 real changes, none left such a heading."""
    sections = after.sections
    places = Counter(one.path for one in (*before.sections, *sections))  # a list of contents has headings over nothing
    empty = {one.path for one, following in zip_longest(sections, sections[1:]) if _is_empty(one, following)}
    return sum(len(one.text) for one in before.sections if one.path in empty and places[one.path] == _ONCE_EACH)


def _is_empty(section: Section, following: Section | None) -> bool:
    return not section.blocks and not (following and following.level > section.level)


def _common(one: str, other: str) -> int:
    """Signs with which both begin."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one.startswith(other[least:middle], least):
            least = middle
        else:
            most = middle - 1
    return least


def _in_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("  ", " ").strip()


def _instead(before: Reading, after: Reading, *, is_other: bool) -> tuple[Suspicion, ...]:
    """That a little page is no document, however long it stays: of other words, it says nowhere that it is one; or it
    has but the title of one, over words that something is to come."""
    if _says_nothing(before, after):
        return (Suspicion.NOT_A_POLICY,)
    if not is_other:
        return ()
    headings = [section.heading for section in after.sections[:_HEADINGS]]
    is_named = any(map(names_a_document, (after.title, *headings)))
    was_named = names_a_document(before.title)
    is_titled_as_before = not was_named and before.title.casefold() == after.title.casefold()
    return () if is_named or is_titled_as_before else (Suspicion.NOT_A_POLICY,)


def _says_nothing(before: Reading, after: Reading) -> bool:
    """Whether a scrap of a text speaks of nothing that policies speak of, and the text before it did."""
    old, new = ("\n".join(section.text for section in reading.sections) for reading in (before, after))
    return len(new) < _REMNANT * len(old) and _speak_of_nothing(old, new)


def _speak_of_nothing(text: str, words: str) -> bool:
    """Whether words beside a policy are about nothing that policies speak of, as far as we know its language."""
    return not touches_subjects(words, 1) and touches_subjects(text, _SUBJECTS)


def _asked(before: str, after: str) -> float:
    """The likeness that two titles ask of the texts under them."""
    if not (names_a_document(before) and names_a_document(after)):
        return _SAME
    old, new = set(before.casefold().split()), set(after.casefold().split())
    common = len(old & new)
    if not common:
        return _SAME_RENAMED
    return _SAME_IN_NAME if 2 * common >= min(len(old), len(new)) else _SAME


def _shared(old: str, new: str) -> float:
    """The share of the shorter text's runs of words that the longer one has, too; 1.0 when there are too few."""
    are_spaceless = _is_spaceless(old) or _is_spaceless(
        new
    )  # both are cut alike: addresses and names have their spaces
    one, other = (_runs(text, are_spaceless=are_spaceless) for text in (old, new))
    fewer = min(len(one), len(other))
    if not fewer or max(len(one), len(other)) < _FEW:
        return 1.0
    return len(one & other) / fewer


def _keeps_most(old: str, new: str) -> bool:
    """Whether whole lines alone hold more common runs than any title asks for: a cheap look that spares the rest. It
    ends as soon as that is sure, for all runs of the old text that no kept line holds."""
    others = frozenset(new.split("\n"))
    kept: dict[str, None] = {}
    rest = 0
    for line in old.split("\n"):
        if line in others:
            kept[line] = None
            rest += _RUN - 1  # runs that begin in it, and end in the next
        else:
            rest += len(line.split())
    least = max(len(old), len(new)) / _SPACELESS  # words that both must have to be compared by their words
    words = 0
    runs: set[tuple[str, ...]] = set()
    is_much = False
    for line in kept:
        run = line.split()
        words += len(run)
        if not is_much:  # more of them make no less of it
            runs.update(zip(run, run[1:], run[2:], strict=False))
            is_much = len(runs) >= _SAME_RENAMED * (len(runs) + rest)
        if words >= least and is_much:
            return True
    return False


def _text(reading: Reading) -> str:
    return "\n".join(f"{section.heading} {section.text}" for section in reading.sections).casefold()


def _is_spaceless(text: str) -> bool:
    return len(text) > _SPACELESS * len(text.split())


def _runs(text: str, *, are_spaceless: bool) -> set[tuple[str, ...]] | set[str]:
    words = text.split()
    if are_spaceless:
        signs = "".join(words)
        return {signs[at : at + _SIGNS] for at in range(len(signs) - _SIGNS + 1)}
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
