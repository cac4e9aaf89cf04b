"""Our words in the languages we speak: gettext catalogues that lie beside the code that says them."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("en", "id", "ru")  # BCP 47 primary subtags; the messages themselves are English
HOME = Path(__file__).parent / "locale"


@cache
def catalogue(folder: Path, language: str) -> NullTranslations:
    """What a room says in that language, with the shared words behind its own; English for a language without a
    catalogue. The folder holds one `.po` and one `.mo` a language."""
    compiled = folder / f"{spoken(language)}.mo"
    if compiled.exists():
        with compiled.open("rb") as file:
            own: NullTranslations = GNUTranslations(file)
    else:
        own = NullTranslations()
    if folder != HOME:
        own.add_fallback(catalogue(HOME, language))
    return own


def spoken(language: str) -> str:
    """The language of ours that serves a reader who asked for this one, such as "id" for "id-ID"."""
    primary = language.partition("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]


def said(text: str, language: str) -> str:
    """A shared word in that language."""
    return catalogue(HOME, language).gettext(text)
