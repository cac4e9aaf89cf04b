"""Ligatures that come as signs of East Asia: Ghostscript writes what their letters are in twos, and PDFium reads each
pair of bytes the wrong way round ("o昀케ce" for "office")."""

import re

_TURNED = "".join(chr(ord(letter) << 8) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_BOTH = {chr((ord("f") + ord(letter)) << 8): f"f{letter}" for letter in "il"}  # of ffi and ffl, the sum of the last two
_RUN = re.compile(
    rf"(?<=[A-Za-z])[{_TURNED}][{_TURNED}{''.join(_BOTH)}]+|[{_TURNED}][{_TURNED}{''.join(_BOTH)}]+(?=[A-Za-z])"
)
_MEANT = str.maketrans({**{sign: chr(ord(sign) >> 8) for sign in _TURNED}, **_BOTH})
_SIGNS = frozenset(_TURNED)


def untied(words: str) -> str:
    """The words with such ligatures as the letters they are."""
    if words.isascii() or _SIGNS.isdisjoint(words):
        return words
    return _RUN.sub(lambda run: run[0].translate(_MEANT), words)
