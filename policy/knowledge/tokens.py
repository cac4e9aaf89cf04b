"""Text as tokens that keep their places: words, the punctuation that separates clauses, and CJK signs one by one."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Every replacement is one sign for one sign, so that places in the folded text are places in the printed one.
_FOLD = str.maketrans(
    {
        "ё": "е",
        "Ё": "е",
        "’": "'",
        "‘": "'",
        "`": "'",
        "\u00a0": " ",
        "İ": "i",
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "。": ".",
        "、": ",",
    }
)
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々〆"
_TOKEN = re.compile(
    r"(?:https?://|www\.)[^\s<>|)\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an address is one word, and names nothing inside
    rf"|[{_CJK}]|(?:(?![{_CJK}])\w)+|[,.;:!?()|]"
)
DIGIT = re.compile(r"\d")
PUNCTUATION = frozenset(",.;:!?()|")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in folded form, and where it stands."""

    word: str
    start: int
    end: int


def folded(text: str) -> str:
    """The text in lower case and plain letters, sign for sign as long as before."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in plain)


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Words and clause punctuation in order."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(folded(text)))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words alone, without punctuation."""
    return tuple(token.word for token in tokens(text) if token.word not in PUNCTUATION)
