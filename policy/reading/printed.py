"""Text as printed, and the key under which two texts are the same text."""

import html
import re
import unicodedata

# What a browser does not show: controls, soft hyphens, zero-width characters, bidi controls, byte order marks,
# variation selectors, lone surrogates.
_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u180e\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff]+"
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY_ROUNDS = 8  # each round at least shortens the text; eight levels of escaping were never seen
_FOLDED = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»〝〞‹›", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃", "-"),
    **dict.fromkeys("•·‣◦▪●■", ""),
    **dict.fromkeys(("\u034f", "\u115f", *map(chr, range(0xFE00, 0xFE10))), ""),  # unseen, yet of a printable class
}
_FOLDS = re.compile("[" + "".join(_FOLDED) + "]")


def printed(text: str) -> str:
    """What a reader sees: unseen characters gone, entities resolved however often they were escaped, white space
    folded."""
    if "&" in text:
        text = _unescaped(text)
    words = " ".join(text.split())
    return words if words.isprintable() else " ".join(_UNSEEN.sub("", text).split())


def comparable(text: str) -> str:
    """The text with everything folded that typography, not the author, decides: compatibility forms (NFKC), quotes,
    dashes, bullets, and all white space, which mark-up and national habits put where they like."""
    if not text.isascii():
        text = _FOLDS.sub(lambda sign: _FOLDED[sign[0]], unicodedata.normalize("NFKC", text))
    return "".join(text.split())


def _unescaped(text: str) -> str:
    for _ in range(_ENTITY_ROUNDS):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text
