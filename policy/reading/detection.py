"""Which old encoding bytes are in that nobody states, or that are stated to be in another: by the letters they make."""

import codecs
import re
import unicodedata
from functools import cache

from charset_normalizer import from_bytes

from policy.language import language_of

DEFAULT = "cp1252"  # WHATWG Encoding Standard: what browsers take ISO 8859-1 for, and fall back to
_SAMPLE = 20_000  # bytes
_TAG = re.compile(rb"<[^<>]*>")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\x9f\xa1-\xff]{3,}")  # A0 is the space that does not break, in most
_DENSE = 0.5  # of the bytes of such words
_LATIN = (DEFAULT, "cp1250", "iso8859-2", "cp1254", "cp1257", "iso8859-15")  # in this order where they are equal
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866")
_COMMON_CYRILLIC = "оеаинтсрвлкмяудпіїєј"
_MOST = 0.7  # of all letters; Russian has 0.8, Hebrew taken for it 0.55
# Letters beyond ASCII, in small, of the languages that are written in Latin ones.
_ALPHABETS = {
    "en": "éèêïôç",
    "de": "äöüß",
    "fr": "àâæçèéêëîïôœùûüÿ",
    "es": "áéíñóúü¿¡ªº",
    "pt": "àáâãçéêíóôõúüªº",
    "it": "àèéìíîòóùúªº",
    "nl": "áäéëèïíóöü",
    "ca": "àçèéíïòóúü·",
    "sv": "åäöé",
    "fi": "åäöšž",
    "da": "æøåéèêóòâô",
    "is": "áéíóúýþæöð",
    "sq": "çë",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîşţșț",
    "hr": "čćđšž",
    "tr": "çğıöşüâîû\u0307",  # a small i keeps the dot of the great one
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "äöõüšž",
}
_SIGNS = frozenset("„“”‚‘’«»‹›–—…•·©®™§°€£´×½²\u00a0\u00ad")
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f’‘´·–—\u00ad](?=[^\W\d_])")  # a sign within a word: it was a letter
_COVERED = 0.95  # of what is not ASCII is the alphabet of one language
_CLEARLY = 0.05
_OF_THE_LANGUAGE = 0.1  # what it counts that these are the letters of the very language its small words are of
_ANY = 1.0  # disorder is better than no guess at all: words of another script are asked for
_FEW = 3  # letters that may be anything
# By Unicode's names of their letters; East Asia writes Latin ones as wide as its own.
_SCRIPTS = (
    "CYRILLIC",
    "GREEK",
    "HEBREW",
    "ARABIC",
    "THAI",
    "CJK",
    "IDEOGRAPHIC",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "FULLWIDTH",
)
_ONE_SCRIPT = 0.9  # of what is not ASCII


def sample_of(body: bytes) -> bytes:
    """The beginnings of what stands between tags and is not ASCII."""
    parts: list[bytes] = []
    room = _SAMPLE
    for part in _TAG.split(body):
        if room > 0 and _HIGH.search(part):
            parts.append(part[:room])
            room -= len(part)
    return b" ".join(parts)


def guessed(sample: bytes) -> str:
    """The name of the likeliest encoding: one of another script than Latin, if the words are of one; else the first of
    those in Latin letters to which no other is clearly better."""
    if _is_dense(sample):
        cyrillic = max(_CYRILLIC, key=lambda name: _common(sample, name))
        if _common(sample, cyrillic) >= _MOST:
            return cyrillic
        likeliest = from_bytes(sample).best() or from_bytes(sample, threshold=_ANY).best()
        if likeliest is not None and _is_of_one_script(sample, likeliest.encoding):
            return likeliest.encoding
    latin = max(_LATIN, key=lambda name: _score(sample, name))
    return latin if _is_clearly(sample, latin) else DEFAULT


def _common(sample: bytes, name: str) -> float:
    """The share of what is not ASCII that are the commonest Cyrillic letters."""
    signs = [sign for sign in _text(sample, name) if sign > "\x7f" and not sign.isspace()]
    return sum(map(signs.count, _COMMON_CYRILLIC)) / max(len(signs), 1)


def is_other(sample: bytes, name: str) -> bool:
    """Whether bytes that are said to be the default plainly are in that encoding: they make words of another script,
    or all their letters are of one language, and the default gives neither."""
    if _is_of_one_script(sample, name):
        return True
    return _score(sample, name) >= _COVERED and _is_clearly(sample, name)


def _is_clearly(sample: bytes, name: str) -> bool:
    return _score(sample, name) >= _score(sample, DEFAULT) + _CLEARLY


def _is_of_one_script(sample: bytes, name: str) -> bool:
    letters = [sign for sign in _text(sample, name) if sign > "\x7f" and sign.isalpha()]
    others = sum(map(_is_of_another_script, letters))
    return len(letters) >= _FEW and others >= _ONE_SCRIPT * len(letters) and _is_dense(sample)


def _is_dense(sample: bytes) -> bool:
    """Whether words that are not all ASCII hold little of it: languages in Latin letters write one here and there."""
    words = [word for word in _WORD.findall(sample) if _HIGH.search(word)]
    return sum(len(_HIGH.findall(word)) for word in words) > _DENSE * sum(map(len, words))


@cache
def _is_of_another_script(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_SCRIPTS)


def _text(sample: bytes, name: str) -> str:
    return codecs.getincrementaldecoder(name)("replace").decode(sample)


def _score(sample: bytes, name: str) -> float:
    """The share of what is not ASCII that is of one alphabet, or is a sign that texts of all languages have; a little
    more when it is the alphabet of the very language."""
    text = _text(sample, name)
    signs = [sign for sign in text.lower() if sign > "\x7f"]
    if not signs:
        return 1.0
    odd = len(_INSIDE.findall(text))
    common = sum(sign in _SIGNS for sign in signs)
    language = language_of(text)
    covers = {code: common + sum(map(signs.count, letters)) for code, letters in _ALPHABETS.items()}
    own = covers.get(language or "", 0)
    return (max(covers.values()) - odd + _OF_THE_LANGUAGE * (own - odd)) / len(signs)
