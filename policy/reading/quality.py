"""The gate within one page: named states with their reasons, from rules; nothing suspect is ever compared."""

from collections.abc import Iterator, Sequence
from itertools import islice

from policy.model.readings import Quality, Suspicion
from policy.reading import messages
from policy.reading.lexicon import calls_itself_a_policy, names_a_document, touches_subjects
from policy.reading.pieces import HEADING, Page, Piece
from policy.reading.printed import size_of, unadorned
from policy.reading.spam import is_spam

_SHORT = 250  # words up to which a page may be nothing but a message; real policies of this length pass the phrases
_NOTHING = 5  # words up to which all that stands under a title is no policy, unless it speaks of what policies do
_SHELL = 60  # words; a page with no more may be the frame of another
_WALL = 450  # consent layers explain themselves at length
_SUBJECTS_ASKED = 7  # of 25: the least that full policies of the development pairs touch in a language we know
_WORDS_A_SUBJECT = 200  # of a text, for each further subject asked of it
_SUBJECTS_OF_A_LINE = 3  # the smallest untitled policies touch five; a wall of two sentences says "cookies" and "users"
_SUBJECTS_OF_A_SHORT_ONE = 5  # a policy that mentions errors, robots or passwords; messages touch three at most
_SPAM_WITHIN = 4_000  # characters of the beginning and of the end, where what is smuggled in stands
_LEXICON = frozenset({  # languages whose words for most subjects we know
    "en", "id", "ms", "ru", "fr", "de", "es", "pt", "it", "nl", "ja", "zh", "pl", "sv", "da", "no", "fi", "cs", "hu",
    "ro", "el", "uk", "tr", "ar", "he", "ko", "vi", "th", "hi",
})  # fmt: skip
_OF_FRAMES = frozenset({Suspicion.EMPTY, Suspicion.NEEDS_SCRIPT, Suspicion.NOT_A_POLICY})
_FRAMES_NAMED = 3
_HEADINGS_ASKED = 4  # from the beginning
_TITLE = 100  # signs
_FAULT_ANYWHERE = "rror"  # in what programs complain of and go on, or break off
_FAULT_AT_THE_END = ("xception", "Traceback", "SQLSTATE", "ORA-")  # of the words with which they break off
_ENDING = 4_000  # characters in which they do
_FAULT = 400  # signs of a line in which a program complains
_MANY_FAULTS = 1_000  # lines that are asked for one
_LAST, _APOLOGY = 3, 160  # lines in which a page that breaks off says so, and signs of one
_LONGEST_WORD = 12  # signs on average, in any language that sets words apart
# Consent layers speak of as much as a short policy does, and so do the small words under a domain for sale; no other
# message does.
_TALKATIVE = frozenset({Suspicion.CONSENT_WALL, Suspicion.PARKED})
_CHOICES = 2  # buttons that answer a question


def quality_of(
    pages: Sequence[Page], pieces: Sequence[Piece], languages: Sequence[str], select: Sequence[str] = ()
) -> Quality:
    """Whether what was read, by the owner's selectors `select`, may be compared with another reading; if not, why."""
    found = dict.fromkeys(doubt for page in pages for doubt in page.suspicions)
    notes = [note for page in pages for note in page.notes]
    if unmet := _unmet(pages, select):
        found[Suspicion.SELECTOR] = None
        notes += unmet
    for doubt, note in () if found else _of_text(pages, pieces, languages):
        if doubt not in found:
            found[doubt] = None
            notes.append(note)
    frames = [frame for page in pages for frame in page.frames][:_FRAMES_NAMED]
    if frames and not found and sum(_size(piece.text) for piece in pieces) <= _SHELL:
        found[Suspicion.NOT_A_POLICY] = None
        notes.append("a title and a few words, and the text is somewhere else")
    if frames and not _OF_FRAMES.isdisjoint(found):
        notes.append(f"it shows another document, which may be the one: watch {' or '.join(frames)}")
    return Quality(tuple(found), tuple(notes))


def _unmet(pages: Sequence[Page], select: Sequence[str]) -> tuple[str, ...]:
    """Why a selector names nothing on any page, or nothing is selected on a page; other forms than HTML are exempt from
    the second, as an annex in a PDF is."""
    reasons = [dict(page.unmet) for page in pages]
    nowhere = [selector for selector in select if all(selector in unmet for unmet in reasons)]
    idle = [at for at, page in enumerate(pages, 1) if page.form == "html" and len(page.unmet) == len(select) > 0]
    of_pages = (f"no selector matches anything on page {at} of {len(pages)}" for at in idle if len(pages) > 1)
    return (*(reasons[0][selector] for selector in nowhere), *of_pages)


def _of_text(
    pages: Sequence[Page], pieces: Sequence[Piece], languages: Sequence[str]
) -> Iterator[tuple[Suspicion, str]]:
    """What there is to doubt in the text, and where that is nothing, in what is missing."""
    text = "\n".join([piece.text for piece in pieces])
    doubts = list(_doubts(pages, pieces, text))
    yield from doubts
    if not pieces:
        yield Suspicion.EMPTY, "no text was found"
    elif not doubts and all(piece.kind is HEADING for piece in pieces):
        yield Suspicion.EMPTY, "a title and no text"
    elif not doubts and _is_no_policy(pages, pieces, text, languages):
        yield _instead(pages, pieces)


def _doubts(pages: Sequence[Page], pieces: Sequence[Piece], text: str) -> Iterator[tuple[Suspicion, str]]:
    signs = frozenset(sign for page in pages for sign in page.signs)
    words = _size(text)
    titles = _titles(pages, pieces)
    if "cut" in signs:
        yield Suspicion.TRUNCATED, "the page ends in the middle of a tag or word"
    if words <= _SHELL and "script-shell" in signs:
        yield Suspicion.NEEDS_SCRIPT, "the page is a shell to be filled by scripts"
    elif words <= _SHELL and any(messages.LOADING.search(piece.text) for piece in pieces):
        yield Suspicion.NEEDS_SCRIPT, "a part of the page is still loading"
    elif words <= _SHELL and (gap := messages.UNFILLED.search(text)):
        yield Suspicion.NEEDS_SCRIPT, f"nothing was put in the place of {gap[0]!r}"
    if words <= _SHELL and "elsewhere" in signs:
        yield Suspicion.ERROR_PAGE, "the page only sends the browser elsewhere"
    buttons = "\n".join(drop.text for page in pages for drop in page.dropped if drop.reason == "button")
    yield from _faults(text)
    yield from _messages(text, titles, words, signs, buttons)
    yield from _endings(pieces)
    if is_spam(unadorned(f"{text[:_SPAM_WITHIN]} {text[_SPAM_WITHIN:][-_SPAM_WITHIN:]}").casefold()):
        yield Suspicion.SPAM, "the text advertises gambling, pills or loans"


def _faults(text: str) -> Iterator[tuple[Suspicion, str]]:
    """What says that a program failed before the page was whole."""
    ending = text[-_ENDING:]
    for mark, where in ((_FAULT_ANYWHERE, text), *((mark, ending) for mark in _FAULT_AT_THE_END)):
        for line in islice(_lines_with(mark, where), _MANY_FAULTS):
            if match := messages.PROGRAM_FAULT.search(line[:_FAULT]):
                yield Suspicion.ERROR_PAGE, f"a program failed amid the page: {match[0][:_TITLE]!r}"
                return


def _endings(pieces: Sequence[Piece]) -> Iterator[tuple[Suspicion, str]]:
    """That the last lines of a text say why there is no more of it."""
    for piece in pieces[-_LAST:]:
        match = messages.BREAKS_OFF.search(piece.text) if len(piece.text) <= _APOLOGY else None
        if match:
            yield Suspicion.ERROR_PAGE, f"the page breaks off: {match[0]!r}"
            return


def _lines_with(mark: str, text: str) -> Iterator[str]:
    end = 0
    while (at := text.find(mark, end)) >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[text.rfind("\n", 0, at) + 1 : end]


def _messages(
    text: str, titles: list[str], words: int, signs: frozenset[str], buttons: str
) -> Iterator[tuple[Suspicion, str]]:
    """What a page says that is a message about itself instead of a document."""
    if words > _WALL:
        return
    text = unadorned(text)
    is_policy = touches_subjects(text, _SUBJECTS_OF_A_SHORT_ONE)
    if is_policy and words > _SHELL and any(map(names_a_document, titles)):
        return
    head = unadorned(" ".join(titles))
    is_short = words <= _SHORT
    asks = messages.CONSENT.search(buttons) is not None or len(buttons.split("\n")) >= _CHOICES
    opens = asks and messages.CONSENT_OPENING.search(text) is not None
    for doubt, phrases, where, applies in (
        (Suspicion.PARKED, messages.PARKED, f"{head}\n{text}", is_short),
        (Suspicion.BOT_WALL, messages.BOT, f"{head}\n{text}", is_short),
        (Suspicion.NEEDS_SCRIPT, messages.SCRIPT, text, words <= 2 * _SHELL),
        (Suspicion.NEEDS_SCRIPT, messages.LOADING, text, words <= _SHELL),
        (Suspicion.MAINTENANCE, messages.MAINTENANCE, f"{head}\n{text}", words <= 2 * _SHELL),
        (Suspicion.ERROR_PAGE, messages.ERROR, head, is_short),
        (Suspicion.ERROR_PAGE, messages.ERROR, text, words <= _SHELL),
        (Suspicion.LOGIN_WALL, messages.LOGIN, text, is_short and ("password" in signs or words <= _SHELL)),
        (Suspicion.CONSENT_WALL, messages.CONSENT, text, len(messages.CONSENT.findall(text)) >= 2 or words <= _SHELL),
        (Suspicion.CONSENT_WALL, messages.CONSENT_OPENING, text, opens),
    ):
        match = phrases.search(where) if applies and (doubt in _TALKATIVE or not is_policy) else None
        if match:
            yield doubt, f"it says {match[0]!r}"
    if "captcha" in signs and words <= _SHELL:
        yield Suspicion.BOT_WALL, "it holds little but a captcha"


def _is_no_policy(pages: Sequence[Page], pieces: Sequence[Piece], text: str, languages: Sequence[str]) -> bool:
    if _is_a_title_alone(pieces):
        return True
    is_known = _size(text) <= _SHELL or (bool(languages) and languages[0] in _LEXICON)
    if not is_known or any(map(names_a_document, _titles(pages, pieces))):
        return False
    if _size(text) > _SHELL and calls_itself_a_policy(text):
        return False
    return not touches_subjects(
        text, min(_SUBJECTS_ASKED, max(_SUBJECTS_OF_A_LINE, 2 + _size(text) // _WORDS_A_SUBJECT))
    )


def _is_a_title_alone(pieces: Sequence[Piece]) -> bool:
    """Whether a page says next to nothing under its one title; a section that has a heading says something by it."""
    body = [piece.text for piece in pieces if piece.kind is not HEADING]
    if len(pieces) - len(body) > 1:
        return False
    text = " ".join(body)
    return _size(text) <= _NOTHING and not touches_subjects(text, 1)


def _instead(pages: Sequence[Page], pieces: Sequence[Piece]) -> tuple[Suspicion, str]:
    """What a page is that is no policy, as far as a short one tells."""
    text = "\n".join((*(page.title for page in pages), *(piece.text for piece in pieces)))
    note = "the text touches too few subjects of policies, and no title names one"
    if _size(text) <= _SHORT:
        if any("password" in page.signs for page in pages):
            return Suspicion.LOGIN_WALL, f"{note}, but it asks for a password"
        for state, words in messages.HINTS.items():
            if match := words.search(text):
                return Suspicion(state), f"{note}, but it says {match[0][:_TITLE]!r}"
    return Suspicion.NOT_A_POLICY, note


def _titles(pages: Sequence[Page], pieces: Sequence[Piece]) -> list[str]:
    """What may be a title: the pages' own, the first headings, the first short lines."""
    headings = [piece.text for piece in pieces if piece.kind is HEADING]
    opening = [piece.text for piece in pieces[:_HEADINGS_ASKED] if len(piece.text) <= _TITLE]
    return [*(page.title for page in pages), *headings[:_HEADINGS_ASKED], *opening]


def _size(text: str) -> int:
    """In words, roughly: exact only where it matters."""
    signs = len(text) // _LONGEST_WORD
    return signs if signs > _WALL else size_of(text)
