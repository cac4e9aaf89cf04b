"""Plain text as pieces."""

from policy.model.readings import BlockKind
from policy.model.targets import ReadingOptions
from policy.reading.pieces import Page, Piece
from policy.reading.printed import printed

_WRAPPED = 0.5  # of the lines that follow another without an empty line go on in lower case: the text is hard-wrapped
_LONGEST_WRAP = 110
_ENDS = (".", ":", ";", "!", "?", "。", "：", "；", "！", "？")


def plain_page(text: str, _: ReadingOptions, __: str = "") -> Page:
    """Every line is a piece, unless lines only wrap: then they are joined to their paragraph."""
    lines: list[Piece] = []
    apart = True
    for line in text.splitlines():
        words = printed(line)
        if words:
            lines.append(Piece(BlockKind.PARAGRAPH, words, apart=apart))
        apart = not words
    pieces = _unwrapped(lines) if _is_wrapped(lines) else tuple(lines)
    return Page("text", pieces[0].text if pieces else "", pieces)


def _is_wrapped(lines: list[Piece]) -> bool:
    following = [line for line in lines if not line.apart]
    if not following or max(len(line.text) for line in lines) > _LONGEST_WRAP:
        return False
    return sum(line.text[0].islower() for line in following) > _WRAPPED * len(following)


def _unwrapped(lines: list[Piece]) -> tuple[Piece, ...]:
    width = max(len(line.text) for line in lines)
    joined: list[Piece] = []
    last = ""
    for line in lines:
        is_full = len(last) + len(line.text.split()[0]) >= 0.75 * width
        if joined and not line.apart and is_full and not (last.endswith(_ENDS) and not line.text[0].islower()):
            joined[-1] = Piece(BlockKind.PARAGRAPH, f"{joined[-1].text} {line.text}", apart=joined[-1].apart)
        else:
            joined.append(line)
        last = line.text
    return tuple(joined)
