"""Where one language version of a page ends and the next begins."""

from collections.abc import Sequence

from policy.language import is_of_one_language, language_of
from policy.reading.outline.enumerators import enumerator_of
from policy.reading.pieces import HEADING, Piece
from policy.reading.printed import unadorned, word_count

_LONG = 8  # words from which a piece tells its language
_RUN = 3  # such pieces in a row, and
_WORDS = 40  # this many words in them, make a version in another language: quotations and addresses do not


def language_runs(pieces: Sequence[Piece]) -> list[tuple[str | None, Sequence[Piece]]]:
    """The pieces cut where the language changes for good; a short piece just before the change is the new title."""
    text = unadorned("\n".join([piece.text for piece in pieces]))
    if is_of_one_language(text):
        return [(language_of(text), pieces)]
    spoken = [(at, language_of(piece.text)) for at, piece in enumerate(pieces) if word_count(piece.text) >= _LONG]
    known = [(at, language) for at, language in spoken if language is not None]
    if not known:
        return [(language_of(text), pieces)] if pieces else []
    cuts: list[tuple[int, str]] = [(0, _first_language(pieces, known))]
    for place, (at, language) in enumerate(known):
        if language != cuts[-1][1] and _is_lasting(pieces, known[place:], language):
            cuts.append((_beginning(pieces, known[place - 1][0] if place else -1, at), language))
    ends = [at for at, _ in cuts[1:]] + [len(pieces)]
    return [(language, pieces[at:end]) for (at, language), end in zip(cuts, ends, strict=True) if end > at]


def _first_language(pieces: Sequence[Piece], known: Sequence[tuple[int, str]]) -> str:
    for place, (_, language) in enumerate(known):
        if _is_lasting(pieces, known[place:], language):
            return language
    weight: dict[str, int] = {}
    for at, language in known:
        weight[language] = weight.get(language, 0) + word_count(pieces[at].text)
    return max(sorted(weight), key=lambda language: weight[language])


def _is_lasting(pieces: Sequence[Piece], known: Sequence[tuple[int, str]], language: str) -> bool:
    words = 0
    for count, (at, spoken) in enumerate(known, 1):
        if spoken != language:
            return False
        words += word_count(pieces[at].text)
        if count >= _RUN and words >= _WORDS:
            return True
    return False


def _beginning(pieces: Sequence[Piece], last: int, first: int) -> int:
    """The new version begins with its title: the outermost heading before its first long piece, or the short line
    before that and the enumerated lines that lead up to it."""
    short = range(last + 1, first)
    headings = [at for at in short if pieces[at].kind is HEADING]
    if headings:
        return min(headings, key=lambda at: (pieces[at].level, at))
    begin = first
    while begin - 1 in short and enumerator_of(pieces[begin - 1].text) is not None:
        begin -= 1
    return begin - 1 if begin - 1 in short else begin
