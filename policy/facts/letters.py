"""Classes of letters for patterns that read names as printed: Latin ones, with all their accents."""

_LATIN = [letter for code in range(0x180) if (letter := chr(code)).isalpha()]
LATIN = "".join(_LATIN)  # to stand between brackets, as the others
CAPITALS = "".join(filter(str.isupper, _LATIN))
SMALL = "".join(filter(str.islower, _LATIN))
