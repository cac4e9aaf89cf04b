"""Lines that change by themselves: ages, counters, years of a copyright. Never a table cell, never a heading."""

import re

from policy.model.readings import BlockKind
from policy.reading.pieces import Piece

_AGO = (
    r"(?:\d+|an?|one|few|several)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago|(?:over|about|"
    r"almost)\s+an?\s+\w+\s+ago|"
    r"il y a\s+(?:\d+|une?|plus)[^.]{1,20}|vor\s+(?:\d+|einem|einer|über)\s+\w+|hace\s+(?:\d+|una?|más)[^.]{1,20}|"
    r"(?:há|faz)\s+\d+\s+\w+|\d+\s+\w+\s+(?:fa|geleden|siden|sedan|yang lalu|назад)|"
    r"yesterday|today|just now|hier|gestern|heute|kemarin|вчера|сегодня"
)
_LINE = re.compile(
    rf"^(?:(?:last |page |article )?(?:updated|modified|edited|reviewed|published|written by .{{1,60}}?|mis à jour|"
    rf"modifié|aktualisiert|geändert|actualizado|atualizado|aggiornato|bijgewerkt|diperbarui|обновлено)\s*:?\s*)?(?:{_AGO})\W*$|"
    r"^\d+\s*(?:-\s*)?min(?:ute)?s?\.?\s+(?:read|de lecture|lesezeit|de lectura|de leitura|di lettura|leestijd)\W*$|"
    r"^(?:reading time|temps de lecture|lesezeit)\s*:?\s*\d+.{0,12}$|"
    r"^[\d.,\s]+[km]?\s+(?:views?|shares?|likes?|comments?|vues?|aufrufe)\W*$|"
    r"^\d+ out of \d+ found this helpful\W*$|"
    r"^(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,120}$|"
    r"^.{0,60}(?:©|\(c\))\s*(?:\d{4}\s*[-–—]\s*)?\d{4}\b.{0,60}$|"
    r"^(?:skip to (?:main )?content|aller au contenu(?: principal)?|zum inhalt springen|back to top|retour en haut|"
    r"nach oben|print(?: this page)?|imprimer|drucken|share|partager|teilen|(?:read|show|see|view|learn) (?:more|less)|"
    r"lire la suite|en savoir plus|mehr (?:lesen|anzeigen|erfahren)|weiterlesen|leer más|ver más|leia mais|saiba mais|"
    r"leggi tutto|lees meer|selengkapnya|baca selengkapnya|подробнее|читать далее|続きを読む|もっと見る)\W*$",
)  # of lines in lower case: patterns that ignore case are several times slower
_LONGEST = 140


def is_volatile(piece: Piece) -> bool:
    """Whether the whole line is one that a page writes anew by itself."""
    return (
        len(piece.text) <= _LONGEST
        and (piece.kind is BlockKind.PARAGRAPH or piece.kind.is_listed)
        and _LINE.match(piece.text.lower()) is not None
    )
