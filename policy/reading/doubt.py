"""Whether a new reading may be the next version of what was there before."""

from policy.model.readings import Reading, Suspicion
from policy.reading.lexicon import names_a_document

_KEPT_WORDS = 0.5  # a rewrite seldom halves a policy; a wall, a half page or another page does
_SAME = 0.35  # of the shorter text's word runs found in the longer: below it, even a full rewrite shares more
_SAME_TITLED = 0.6  # asked when the title has come to name another document
_RUN = 3
_SMALL = 40  # words: below, runs of words say nothing


def doubts(before: Reading, after: Reading) -> tuple[Suspicion, ...]:
    """Why the later reading is startling; empty: it is not."""
    if before.text_sha256 == after.text_sha256:
        return ()
    if before.languages and after.languages and before.languages[0] not in after.languages:
        return (Suspicion.LANGUAGE_FLIP,)
    found = []
    shared = _shared(before, after)
    if shared < _SAME or (shared < _SAME_TITLED and _is_retitled(before.title, after.title)):
        found.append(Suspicion.OTHER_DOCUMENT)
    if after.words < _KEPT_WORDS * before.words:
        found.append(Suspicion.TRUNCATED)
    return tuple(found)


def _shared(before: Reading, after: Reading) -> float:
    """The share of the shorter text's runs of words that the longer one has, too."""
    old, new = _runs(before), _runs(after)
    fewer = min(len(old), len(new))
    if fewer < _SMALL:
        return 1.0 if max(len(old), len(new)) < _SMALL or fewer == 0 else len(old & new) / fewer
    return len(old & new) / fewer


def _runs(reading: Reading) -> set[tuple[str, ...]]:
    words = [word for section in reading.sections for word in f"{section.heading} {section.text}".casefold().split()]
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))


def _is_retitled(before: str, after: str) -> bool:
    """Whether both titles name documents and share no word."""
    if not (names_a_document(before) and names_a_document(after)):
        return False
    return not set(before.casefold().split()) & set(after.casefold().split())
