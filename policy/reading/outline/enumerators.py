"""Enumerators as printed, and the places in a row they may stand for."""

import re
from dataclasses import dataclass
from functools import cache

from policy.knowledge.wording import small_words
from policy.remembering import remembered

_NAMES = small_words("parts")
_COUNTED = {word: place for place in range(1, 11) for word in small_words(f"counted-{place}")}
_IN_WORDS = "|".join(sorted(_COUNTED, key=lambda word: (-len(word), word)))
_HAN = "一二三四五六七八九十百壹貳參肆伍陸柒捌玖拾贰叁陆"
_FORMAL = str.maketrans("壹貳參肆伍陸柒捌玖拾贰叁陆", "一二三四五六七八九十二三六")  # as on cheques and in decrees
_LEADS = "".join(sorted(small_words("ordinal-leads")))
_FORM = re.compile(
    rf"[{_LEADS}]\s*(?P<ordinal>\d{{1,3}}|[{_HAN}]{{1,4}})\s*(?P<part>{'|'.join(sorted(small_words('numbered-parts')))})"
    r"\s*[、.:：]?\s*"
    rf"|(?P<han>[{_HAN}]{{1,4}})[、．.]\s*"
    rf"|[（(](?P<inhan>[{_HAN}]{{1,4}})[）)]\s*"
    r"|(?P<wide>\d{1,3})[、．]\s*"
    r"|(?P<path>\d{1,3}(?:\.\d{1,3})+)(?:\.|\))?(?=\s|[^\W\d_])\s*"
    r"|(?P<number>\d{1,3})(?P<after>[.)])(?=\s|[^\W\d_])\s*"
    r"|(?P<dashed>\d{1,2})\s?[-–—]\s+(?=[^\W\d_])"
    r"|[(（](?P<inround>\d{1,3})[)）]\s*"
    r"|\((?P<roman>[IVXLC]{1,6}|[ivxlc]{1,6})\)\s*"
    r"|(?P<bareroman>[IVXLC]{2,6})[.)]\s+"
    r"|\((?P<letter>[^\W\d_])\)\s*"
    r"|(?P<bareletter>[^\W\d_])\)\s+"
    r"|(?P<capital>[^\W\d_])\.\s+"
    rf"|(?P<word>{'|'.join(sorted(_NAMES))})\s*(?P<place>\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]{{1,6}}|{_IN_WORDS})(?!\w)\s*[.:)]?\s*[-–—:.]?\s*"
    r"|(?P<short>art)\.?\s*(?P<shortplace>\d{1,3})\s*[-–—:.)][-–—\s]*"
    rf"|(?P<counted>{_IN_WORDS})\s*[.:][-–—\s]*",
    re.IGNORECASE,
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
# Letters of one alphabet standing in a row of the other, by look and by sound: real policies mix them (а б с d е ф).
_BY_LOOK = dict(zip("асеорхкмтвнуі", "aceopxkmtbhyi", strict=True))
_BY_SOUND = dict(zip("абцдефгхийклмнопрстувз", "abcdefghijklmnoprstuvz", strict=True))
# Other alphabets in which clauses are lettered, in their order.
_LETTERED = ("αβγδεζηθικλμν", "가나다라마바사아자차카타파하", "אבגדהוזחטיכל", "أبجدهوزحطيكل")
_SIGNED = frozenset(f"{_LEADS}（{_HAN}")  # with which enumerators begin that may stand right before a word
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# Kinds that are words of a sentence where it goes on in lower case: "section 4 of the Act says", "30 - day period".
_GOING_ON = frozenset({"word", "short", "dashed"})
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Enumerator:
    """`style` is the same for all of one row; `ranks` are the places the sign may mean; `path` is that of 3.1.2."""

    printed: str
    style: str
    ranks: frozenset[int]
    path: tuple[int, ...]
    rest: str


@remembered(4096)
def enumerator_of(text: str) -> Enumerator | None:
    """The enumerator a text opens with; None: it opens with none, or nothing stands after a bare sign."""
    match = _FORM.match(text) if _may_begin(text) else None
    if match is None:
        return None
    kind = next(name for name in match.re.groupindex if match[name] is not None)
    rest = text[match.end() :]
    if (not rest and kind != "word") or (kind in _GOING_ON and rest[:1].islower()):
        return None
    style, ranks = _meaning(kind, match)
    path = tuple(map(int, match[kind].split(".")[:_MOST_PARTS])) if kind == "path" else ()
    return Enumerator(match[0].strip(), style, ranks, path, rest) if ranks else None


def _may_begin(text: str) -> bool:
    """Whether its first word may be an enumerator: a sign, the name of a part, or a count in words with a sign after
    it."""
    first = text.split(None, 1)[0] if text else ""
    if not first[:1].isalpha() or first[0] in _SIGNED or first[-1] in ".)":
        return True
    low = first.casefold()
    return low in _NAMES or (low[-1] in ":-–—" and low.rstrip(".:-–—") in _COUNTED)


def _meaning(kind: str, match: re.Match[str]) -> tuple[str, frozenset[int]]:
    """The style of a sign and its ranks; no ranks: it is no enumerator after all."""
    sign = match[kind]
    match kind:
        case "path":
            return "1.1", frozenset({int(sign.rpartition(".")[2])})
        case "ordinal" | "han" | "inhan" | "wide":
            return _signed(kind, sign, match["part"])
        case "word":
            return _named(sign.casefold(), match["place"].casefold())
        case "short":
            return _named("article", match["shortplace"])
        case "dashed":
            return "1-", frozenset({int(sign)})
        case "counted":
            return "1st", frozenset({_COUNTED[sign.casefold()]})
        case _:
            return _style(kind, sign, match["after"])


def _named(word: str, place: str) -> tuple[str, frozenset[int]]:
    # "Part of this policy…" never matches: a place is asked for.
    last = place.split(".")[-1]
    return word, _one(int(last) if last.isdigit() else _COUNTED.get(last) or _roman(last))


def _signed(kind: str, sign: str, part: str | None) -> tuple[str, frozenset[int]]:
    """An enumerator of East Asia: 第三条, 제3조, 三、 (三) and 3、"""
    style = {"ordinal": f"# n {part}", "han": "一、", "inhan": "(一)", "wide": "1、"}[kind]
    return style, _one(int(sign) if sign.isdecimal() else _han(sign))


def _one(rank: int) -> frozenset[int]:
    return frozenset({rank} if rank else ())


def _style(kind: str, sign: str, after: str | None) -> tuple[str, frozenset[int]]:
    case = "A" if sign.isupper() else "a"
    if kind in {"number", "inround"}:
        return ("(1)" if kind == "inround" else f"1{after}"), frozenset({int(sign)})
    if kind in {"roman", "bareroman"} and len(sign) > 1:
        return f"{case}{'()' if kind == 'roman' else '.'}", _one(_roman(sign.casefold()))
    shape = {"roman": "()", "letter": "()", "bareletter": ")", "capital": "."}[kind]
    return f"{case}{shape}", _letter_ranks(sign.casefold())


@cache
def _letter_ranks(letter: str) -> frozenset[int]:
    """Every place a letter may mean: in its own alphabet, by its look or sound in the Latin one, as a Roman numeral."""
    ranks = {_LATIN.find(letter) + 1, _CYRILLIC.find(letter) + 1, _ROMAN.get(letter, 0)}
    for table in (_BY_LOOK, _BY_SOUND):
        ranks.add(_LATIN.find(table.get(letter, "?")) + 1)
    ranks.update(alphabet.find(letter) + 1 for alphabet in _LETTERED)
    return frozenset(ranks - {0})


def _han(sign: str) -> int:
    """The value of a Chinese numeral up to 99; 0: it is none."""
    sign = sign.translate(_FORMAL)
    tens, ten, ones = sign.rpartition("十")
    if ten:
        return 10 * (_HAN.find(tens) + 1 if tens else 1) + (_HAN.find(ones) + 1 if ones else 0)
    return _HAN.find(sign) + 1 if len(sign) == 1 else 0


def _roman(sign: str) -> int:
    """The value; 0: not a Roman numeral."""
    total = highest = 0
    for letter in reversed(sign):
        value = _ROMAN.get(letter, 0)
        if value == 0:
            return 0
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total
