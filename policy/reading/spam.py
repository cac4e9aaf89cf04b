"""What hacked pages advertise. A gambling house's own policy speaks of some of it, so one kind alone says nothing."""

_KINDS = (
    ("casino", "kasino", "казино", "オンラインカジノ", "赌场", "카지노"),
    ("poker", "blackjack", "roulette", "ruleta", "baccarat", "рулетк", "покер", "バカラ"),
    ("viagra", "cialis", "levitra", "kamagra", "виагр", "сиалис", "バイアグラ"),
    ("togel", "judi online", "judi bola", "sbobet", "taruhan", "maxwin", "bandar judi"),
    ("slot gacor", "online slots", "slot machine", "free spins", "slot online", "situs slot", "machines à sous",
     "spielautomaten", "tragaperras", "игровые автоматы", "игровых автоматов", "スロット", "パチンコ"),
    ("payday loan", "replica watches", "replica rolex", "escort", "pinjaman online", "кредит без отказа",
     "réplique rolex", "スーパーコピー", "ブランドコピー", "偽物"),
    ("no deposit bonus", "betting site", "betting bonus", "букмекер", "ставки на спорт", "paris sportifs",
     "sportwetten", "apuestas deportivas", "bonus ohne einzahlung", "bono sin depósito",
     "bonus sans dépôt", "入金不要"),
)  # fmt: skip
_PLAIN = (
    "slot gacor", "situs slot", "judi online", "togel", "maxwin", "sbobet", "viagra", "cialis", "replica watches",
    "no deposit bonus", "スーパーコピー", "ブランドコピー", "入金不要", "кредит без отказа", "виагр",
)  # fmt: skip
_PLAIN_LATER = tuple(
    tuple(word for word in _PLAIN if not any(word in kind for kind in _KINDS[:looked]))
    for looked in range(len(_KINDS) + 1)
)  # of the kinds from a place on
_ENOUGH = 4  # kinds on one page
_ENOUGH_NEW = 2  # kinds that were not on the page before
_ENOUGH_PLAIN = 3  # words that nobody writes of himself


def is_spam(text: str) -> bool:
    """Whether a text, in lower case, advertises so much of it that it must have been smuggled in."""
    missing = 0
    for looked, kind in enumerate(_KINDS, 1):  # gives up as soon as too few are left
        missing += not any(word in text for word in kind)
        if missing > len(_KINDS) - _ENOUGH:
            # What is plain is of a kind, so the kinds looked at and not found hold none of it.
            left = _PLAIN if missing < looked else _PLAIN_LATER[looked]
            return sum(word in text for word in left) >= _ENOUGH_PLAIN
    return True


def brings_spam(before: str, after: str) -> bool:
    """Whether a text came to speak of several kinds that it never spoke of; both in lower case."""
    new = [kind for kind in _KINDS if any(word in after for word in kind) and not any(word in before for word in kind)]
    return len(new) >= _ENOUGH_NEW
