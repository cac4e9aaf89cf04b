"""What a clause without a heading is called: its opening words."""

import re

from policy.knowledge.wording import small_words

_LONGEST_TITLE = 14  # words of a run-in heading
_LABEL = (4, 14)  # words of a label, fewest and most
_RUN_IN = re.compile(r"^(?P<title>[^:.;!?]{2,160}?)(?::\s+|\s[–—]\s|\.\s[–—-]\s)(?=\S)")
_LONGEST_WORD = 24  # characters: beyond, the script does not set words apart
_CLAUSE_ENDS = re.compile(r"[，。；：、]")

_BORDERS = small_words("borders")
_RELATIVES = small_words("relatives")
_SUBORDINATE = small_words("subordinates")


def run_in_title(text: str) -> tuple[str, str] | None:
    """The heading before a colon or dash within a paragraph, and the words after it; None: there is none."""
    match = _RUN_IN.match(text)
    if match is None or len(match["title"].split()) > _LONGEST_TITLE:
        return None
    if match["title"].count("(") != match["title"].count(")"):
        return None  # the dash stands in brackets that the words before it open
    return match["title"], text[match.end() :]


def opening_phrase(text: str) -> str:
    """The first words of a clause up to where the phrase is complete."""
    fewest, most = _LABEL
    words = text.split()
    if len(words[0]) > _LONGEST_WORD:
        return _CLAUSE_ENDS.split(text, maxsplit=1)[0]
    is_subordinate = words[0].casefold() in _SUBORDINATE
    taken: list[str] = []
    for word in words[:most]:
        plain = word.casefold().strip(",;:.\"'“”()")
        if not is_subordinate and taken:
            if len(taken) >= fewest and plain in _BORDERS:
                break
            if len(taken) > fewest and plain in _RELATIVES:
                break
        taken.append(word)
        if word.endswith((".", ";", ":")) and len(taken) >= fewest:
            break
        if word.endswith(",") and (len(taken) > fewest or (is_subordinate and len(taken) >= fewest)):
            break
    return " ".join(taken).rstrip(",;:.")
