"""Signs of a text that nobody sees."""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})  # controls, formats, half pairs, private ones, separators
_JOINERS = "\u200c\u200d\u200e\u200f\u061c"  # part of how Persian, Hindi, Arabic and emoji are written


def is_unseen(sign: str) -> bool:
    """Whether the sign shows nothing, and no script needs it."""
    return unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS
