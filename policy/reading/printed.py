"""Text as printed, and the key under which two texts are the same text."""

import html
import re
import unicodedata

# What a browser does not show: controls, soft hyphens, zero-width characters, bidi controls, byte order marks.
_UNSEEN = dict.fromkeys(
    (
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xD800, 0xE000),
    )
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY_ROUNDS = 8  # each round at least shortens the text; eight levels of escaping were never seen
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»＂〝〞‹›", '"'),
        **dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"),
        "…": "...",
        "•": "",
        "·": "",
        "‣": "",
        "◦": "",
        "▪": "",
        "●": "",
    }
)
_SPACING = re.compile(r'\s+(?=[:;!?%,.)\]])|(?<=[(\[])\s+|(?<=")\s+|\s+(?=")')


def printed(text: str) -> str:
    """What a reader sees: unseen characters gone, entities resolved however often they were escaped, white space
    folded."""
    if "&" in text:
        text = _unescaped(text)
    return " ".join(text.translate(_UNSEEN).split())


def comparable(text: str) -> str:
    """The text with everything folded that typography, not the author, decides: compatibility forms (NFKC), quotes,
    dashes, spaces beside punctuation."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(_SPACING.sub(" ", text.translate(_FOLDED)).split())


def _unescaped(text: str) -> str:
    for _ in range(_ENTITY_ROUNDS):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text
