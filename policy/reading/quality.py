"""The gate within one page: named states with their reasons, from rules; nothing suspect is ever compared."""

import re
from collections.abc import Iterator, Sequence

from policy.model.readings import BlockKind, Quality, Suspicion
from policy.reading.lexicon import names_a_document, subjects_in
from policy.reading.pieces import Page, Piece

_SHORT = 250  # words up to which a page may be nothing but a message; real policies of this length pass the phrases
_SHELL = 60
_WALL = 450  # consent layers explain themselves at length
_SUBJECTS_ASKED = 7  # of 25: the least that full policies of the development pairs touch in a language we know
_WORDS_A_SUBJECT = 200
_SUBJECTS_OF_A_SHORT_ONE = 5  # with a title: a short policy that mentions errors, robots or passwords
_SPAM_KINDS = 4
_SPAM_WITHIN = 8_000  # characters of the beginning and of the end, where what is smuggled in stands
_SIGNS_A_WORD = 12  # for scripts that do not set words apart
_LEXICON = frozenset({"en", "id", "ru", "fr", "de", "es", "pt", "it", "nl", "ja"})
_HEADINGS_ASKED = 4
_TITLE = 100

_ERROR = re.compile(
    r"^\W*(?:error\s*)?(?:40[0134]|410|50[0234])\b|\b(?:40[34]|50[0234])\s*[-–—|:]|(?:page|file|site|url|resource|"
    r"content|document)"
    r"(?: you(?:'re| are) looking for)?(?: \w+){0,3} (?:not found|(?:does not|doesn't|no longer) exists?|"
    r"no longer available|"
    r"(?:could not|couldn't|can't|cannot) be found|is unavailable)|\bnot found\b|access (?:is )?(?:denied|"
    r"forbidden)|\bforbidden\b|"
    r"internal server error|bad gateway|gateway time-?out|service (?:is )?(?:temporarily )?(?:unavailable|"
    r"not available)|"
    r"something went wrong|an error (?:has )?occurred|couldn't find (?:that|this|the)|this page isn't available|"
    r"page (?:introuvable|non trouvée)|erreur \d{3}|accès (?:refusé|interdit)|seite (?:wurde )?nicht gefunden|"
    r"zugriff verweigert|"
    r"página no encontrada|acceso denegado|página não encontrada|acesso negado|pagina non trovata|accesso negato|"
    r"pagina niet gevonden|toegang geweigerd|halaman tidak ditemukan|akses ditolak|страница не найдена|доступ запрещ|"
    r"ページが見つかりません|找不到页面|you have been blocked|request (?:was )?(?:blocked|rejected)|"
    r"temporarily limited",
    re.IGNORECASE,
)
_BOT = re.compile(
    r"just a moment|checking (?:your browser|if the site connection is secure)|attention required|"
    r"pardon our interruption|"
    r"(?:are|verify|prove|confirm)(?: that)? you(?: are|'re)? (?:not )?(?:a )?(?:human|robot|bot)|"
    r"are you a (?:human|robot)|"
    r"unusual (?:traffic|activity) from|complete the (?:security check|captcha)|performance (?:&|"
    r"and) security by cloudflare|"
    r"press (?:&|and) hold|ddos protection by|vérif\w+ que vous (?:êtes|n'êtes)|"
    r"bestätigen sie,? dass sie (?:ein mensch|kein)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log|sign) ?in to (?:continue|view|access|your account|see)|(?:please|you must|you need to) (?:log|sign) ?in|"
    r"forgot(?:ten)? (?:your )?password|connectez-vous pour|melden sie sich an|mot de passe oublié|"
    r"passwort vergessen|"
    r"inicia sesión para|¿?olvidaste tu contraseña|silakan (?:masuk|login)|lupa (?:kata sandi|password)|"
    r"войдите,? чтобы|забыли пароль",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|need|without) (?:your )?java ?script|javascript (?:is|to be|must be|"
    r"has to be|required)|"
    r"activer (?:le )?javascript|javascript (?:aktivieren|zu aktivieren)|habilitar? javascript|aktifkan javascript|"
    r"включите javascript|browser (?:is not supported|does not support)",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"(?:buy|purchase) this domain|domain (?:name )?(?:is|may be) (?:for sale|parked)|this domain (?:is registered|"
    r"has expired|name has)|"
    r"domain parking|parked (?:free|domain)|hugedomains|sedoparking|diese domain (?:steht|ist)|"
    r"ce (?:nom de )?domaine est",
    re.IGNORECASE,
)
_MAINTENANCE = re.compile(
    r"(?:under|down for|scheduled|undergoing) (?:\w+ )?maintenance|(?:we'll|we will) be (?:right )?back|"
    r"be back (?:soon|shortly)|"
    r"en maintenance|maintenance en cours|wartungsarbeiten|en mantenimiento|em manutenção|in manutenzione|"
    r"sedang dalam pemeliharaan|"
    r"технические работы|メンテナンス中|coming soon|under construction",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:accept|allow|reject|refuse|decline) all(?: cookies)?\b|accept cookies|we value your privacy|"
    r"before you continue|"
    r"manage (?:my )?(?:preferences|cookies|choices|options)|tout (?:accepter|refuser)|continuer sans accepter|"
    r"alle (?:cookies )?(?:akzeptieren|ablehnen|annehmen)|aceptar todo|rechazar todo|aceitar tod|accetta tutt|"
    r"alles accepteren|"
    r"terima semua|tolak semua|принять все",
    re.IGNORECASE,
)
_SPAM = (
    ("casino", "kasino", "казино"),
    ("slot gacor", "online slots", "slot machine", "free spins", "slot online"),
    ("poker", "blackjack", "roulette", "baccarat"),
    ("viagra", "cialis", "levitra"),
    ("togel", "judi online", "sbobet", "taruhan"),
    ("payday loan", "replica watches", "replica rolex", "escort"),
    ("no deposit bonus", "betting site", "betting bonus", "букмекер", "ставки на спорт"),
)


def quality_of(pages: Sequence[Page], pieces: Sequence[Piece], languages: Sequence[str]) -> Quality:
    """Whether what was read may be compared with another reading, and if not, why."""
    found = dict.fromkeys(doubt for page in pages for doubt in page.suspicions)
    notes = [note for page in pages for note in page.notes]
    if not found:
        for doubt, note in _doubts(pages, pieces):
            if doubt not in found:
                found[doubt] = None
                notes.append(note)
        if not pieces or (not found and all(piece.kind is BlockKind.HEADING for piece in pieces)):
            found[Suspicion.EMPTY] = None
            notes.append("a title and no text" if pieces else "no text was found")
        if not found and _is_no_policy(pages, pieces, languages):
            found[Suspicion.NOT_A_POLICY] = None
            notes.append("the text touches too few subjects of policies, and no title names one")
    return Quality(tuple(found), tuple(notes))


def _doubts(pages: Sequence[Page], pieces: Sequence[Piece]) -> Iterator[tuple[Suspicion, str]]:
    signs = frozenset(sign for page in pages for sign in page.signs)
    text = "\n".join(piece.text for piece in pieces)
    words = _size(text)
    titles = _titles(pages, pieces)
    if "cut" in signs:
        yield Suspicion.TRUNCATED, "the page ends in the middle of a tag or word"
    if words <= _SHELL and "script-shell" in signs:
        yield Suspicion.NEEDS_SCRIPT, "the page is a shell to be filled by scripts"
    if words <= _SHELL and "elsewhere" in signs:
        yield Suspicion.ERROR_PAGE, "the page only sends the browser elsewhere"
    yield from _messages(text, titles, words, signs)
    if _is_spam(f"{text[:_SPAM_WITHIN]} {text[_SPAM_WITHIN:][-_SPAM_WITHIN:]}".casefold()):
        yield Suspicion.SPAM, "the text advertises gambling, pills or loans"


def _is_spam(text: str) -> bool:
    """Whether enough kinds of spam are there; gives up as soon as too few are left."""
    missing = 0
    for kind in _SPAM:
        missing += not any(word in text for word in kind)
        if missing > len(_SPAM) - _SPAM_KINDS:
            return False
    return True


def _messages(text: str, titles: list[str], words: int, signs: frozenset[str]) -> Iterator[tuple[Suspicion, str]]:
    """What a page says that is a message about itself instead of a document."""
    if words > _WALL or (
        words > _SHELL and any(map(names_a_document, titles)) and subjects_in(text) >= _SUBJECTS_OF_A_SHORT_ONE
    ):
        return
    head = " ".join(titles)
    is_short = words <= _SHORT
    for doubt, phrases, where, applies in (
        (Suspicion.ERROR_PAGE, _ERROR, head, is_short),
        (Suspicion.ERROR_PAGE, _ERROR, text, words <= _SHELL),
        (Suspicion.BOT_WALL, _BOT, f"{head}\n{text}", is_short),
        (Suspicion.PARKED, _PARKED, f"{head}\n{text}", is_short),
        (Suspicion.MAINTENANCE, _MAINTENANCE, f"{head}\n{text}", words <= 2 * _SHELL),
        (Suspicion.NEEDS_SCRIPT, _SCRIPT, text, words <= 2 * _SHELL),
        (Suspicion.LOGIN_WALL, _LOGIN, text, is_short and ("password" in signs or words <= _SHELL)),
        (Suspicion.CONSENT_WALL, _CONSENT, text, len(_CONSENT.findall(text)) >= 2 or words <= _SHELL),
    ):
        match = phrases.search(where) if applies else None
        if match:
            yield doubt, f"it says {match[0]!r}"
    if "captcha" in signs and words <= _SHELL:
        yield Suspicion.BOT_WALL, "it holds little but a captcha"


def _is_no_policy(pages: Sequence[Page], pieces: Sequence[Piece], languages: Sequence[str]) -> bool:
    if not languages or languages[0] not in _LEXICON or any(map(names_a_document, _titles(pages, pieces))):
        return False
    text = "\n".join(piece.text for piece in pieces)
    return subjects_in(text) < min(_SUBJECTS_ASKED, 2 + _size(text) // _WORDS_A_SUBJECT)


def _titles(pages: Sequence[Page], pieces: Sequence[Piece]) -> list[str]:
    """What may be a title: the pages' own, the first headings, the first short lines."""
    headings = [piece.text for piece in pieces if piece.kind is BlockKind.HEADING]
    opening = [piece.text for piece in pieces[:_HEADINGS_ASKED] if len(piece.text) <= _TITLE]
    return [*(page.title for page in pages), *headings[:_HEADINGS_ASKED], *opening]


def _size(text: str) -> int:
    """In words, roughly: exact only where it matters."""
    signs = len(text) // _SIGNS_A_WORD
    return signs if signs > _WALL else max(len(text.split()), signs)
