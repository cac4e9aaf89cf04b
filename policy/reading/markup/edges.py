"""What of the words around a document is its own: those under its title, and a date behind it."""

from policy.reading.lexicon import is_contents_label, says_when_updated
from policy.reading.pieces import HEADING, PARAGRAPH, Piece

NEAR = 2  # blocks behind the document in which its date may stand
_LEAD = 60  # characters, or
_SENTENCE = 25  # characters of what ends as sentences do
_STOPS = (".", "。", "।")


def is_of_title(piece: Piece) -> bool:
    """Under a title stand dates, versions and a lead; what is short, no sentence and has no digit is a menu or a
    label."""
    if piece.kind is HEADING:
        return not is_contents_label(piece.text)
    is_lead = len(piece.text) >= _LEAD or (len(piece.text) >= _SENTENCE and piece.text.endswith(_STOPS))
    return is_lead or any(letter.isdigit() for letter in piece.text)


def is_date(piece: Piece) -> bool:
    """Whether the line says no more than when the document was updated."""
    return piece.kind is PARAGRAPH and says_when_updated(piece.text)
