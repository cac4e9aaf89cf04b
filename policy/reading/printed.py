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
_SIGNS = re.compile("[\u3041-\u30ff\u3400-\u9fff]")  # kana and Han
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_SPACELESS = re.compile(f"{_SIGNS.pattern[:-1]}{_UNSPACED.pattern[1:]}")
_SIGNS_A_WORD = 2
_LETTERS_A_WORD = 5
# What most texts have that is not ASCII, folded first: NFKC leaves these as they are and composes nothing with what
# stands for them, so most texts need no more.
_COMMON = tuple((sign, _FOLDED[sign]) for sign in "’‘“”–—`")
_ORNAMENTS = (*_COMMON, *((sign, " ") for sign in "•…®™©§°€£"))


def printed(text: str) -> str:
    """What a reader sees: unseen characters gone, entities resolved however often they were escaped, white space
    folded."""
    if "&" in text:
        text = _unescaped(text)
    text = text.replace("\n", " ").replace("\u00a0", " ").strip()
    if text.isprintable():  # then it has no other white space than spaces
        return " ".join(text.split()) if "  " in text else text
    words = " ".join(text.split())
    return words if words.isprintable() else " ".join(_UNSEEN.sub("", words).split())


def comparable(text: str) -> str:
    """The text with everything folded that typography, not the author, decides: compatibility forms (NFKC), quotes,
    dashes, bullets, and all white space, which mark-up and national habits put where they like."""
    return "".join(folded(text).split())


def folded(text: str) -> str:
    """As it is compared, but with its white space."""
    if text.isascii():
        return text
    for sign, plain in _COMMON:
        text = text.replace(sign, plain)
    return text if text.isascii() or _is_plain_latin(text) else _wholly_folded(text)


def _is_plain_latin(text: str) -> bool:
    """Whether there is nothing to fold in a text after the common signs: most languages of the West need no more."""
    try:
        signs = text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return len(signs.translate(None, _ODD_LATIN)) == len(signs)


def _wholly_folded(text: str) -> str:
    return _FOLDS.sub(_fold, unicodedata.normalize("NFKC", text))


def word_count(text: str) -> int:
    """How many words printed text has: one space stands between two."""
    return text.count(" ") + 1 if text else 0


def size_of(text: str) -> int:
    """About how many words the text has in English: where a script does not set words apart, a word for every two signs
    of Han or kana, and for every five letters of Thai and its neighbours, as translations into them have."""
    if text.isascii() or not _SPACELESS.search(text):
        return word_count(text)
    return (
        word_count(text) + len(_SIGNS.findall(text)) // _SIGNS_A_WORD + len(_UNSPACED.findall(text)) // _LETTERS_A_WORD
    )


def is_spaceless(sign: str) -> bool:
    """Whether a sign belongs to a script that sets no spaces between words."""
    return _SPACELESS.match(sign) is not None


def unadorned(text: str) -> str:
    """The text for a search of words: mostly ASCII, in which searching is several times faster."""
    if not text.isascii():
        for sign, plain in _ORNAMENTS:
            text = text.replace(sign, plain)
    return text


def _fold(sign: re.Match[str]) -> str:
    return _FOLDED[sign[0]]


_ODD_LATIN = bytes(code for code in range(256) if _wholly_folded(chr(code)) != chr(code))


def _unescaped(text: str) -> str:
    for _ in range(_ENTITY_ROUNDS):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text
