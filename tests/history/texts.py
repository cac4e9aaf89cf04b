"""Invented policies of invented companies, in a notation short enough to read in a test.

`# Heading`, `## Heading below`, `- item`, `-- item below`, `| cell | cell` (the first row of a table is its head);
every other line is a paragraph.
"""

import hashlib
from itertools import count

from policy.model.readings import Block, BlockKind, Quality, Reading, Section

KOPI_1 = """
This notice explains what Kopi Coffee Ltd. does with your data when you order coffee in our shops and in our app.
# What we collect
We collect the following data when you place an order:
- your name and e-mail address
- your order history
- the shop you visit
We do not collect your precise location.
# Why we use it
We use your data to prepare your order, to take payment and to answer your questions.
## Loyalty card
If you have a loyalty card, we count your orders to give you every tenth cup free.
# Who receives it
| Recipient | Purpose | Country
| PayMuch B.V. | payment | Netherlands
| Post & Parcel GmbH | delivery | Germany
# How long we keep it
We keep order data for 12 months. After that they are deleted.
Invoices are kept for ten years, because the law requires it.
# Children
Our app is not meant for children under 16.
# Your rights
You may ask us what we know about you, have it corrected or deleted, and complain to the authority.
# Contact
Write to privacy@kopi.example or Kopi Coffee Ltd., 1 Bean Street, Dublin.
# Changes of this notice
We tell you by e-mail at least 30 days before a change takes effect.
"""

KOPI_2 = """
This notice explains what Kopi Coffee Ltd. does with your data when you order coffee in our shops and in our app.
# What we collect
We collect the following data when you place an order:
- your name, e-mail address and phone number
- your order history
- the shop you visit
- your precise location, while the app is open
# Why we use it
We use your data to prepare your order, to take payment and to answer your questions.
## Loyalty programme
If you have a loyalty card, we count your orders to give you every tenth cup free.
# Contact
Write to dataprotection@kopi.example or Kopi Coffee Ltd., 1 Bean Street, Dublin.
# Who receives it
| Recipient | Purpose | Country
| PayMuch B.V. | payment | Netherlands
| Post & Parcel GmbH | delivery | Germany
| AdSpark Inc. | advertising | United States
# How long we keep it
We keep order data for 24 months after your last order. After that they are deleted.
Invoices are kept for ten years, because the law requires it.
# Advertising
We show you offers in the app and on other sites, chosen by what you ordered before. You may object at any time.
# Your rights
You may ask us what we know about you, have it corrected or deleted, and complain to the authority.
# Changes of this notice
We tell you by e-mail at least 30 days before a change takes effect.
"""

KOPI_3 = KOPI_2.replace("answer your questions", "reply to your questions")

COOKIES_1 = """
# Cookies
We set two cookies: one keeps your basket, one keeps you logged in.
"""

COOKIES_2 = """
# Cookies
We set three cookies: one keeps your basket, one keeps you logged in, and one counts visits.
"""

WARUNG_1 = """
# Data yang kami kumpulkan
Kami mengumpulkan nama, alamat surel, dan nomor telepon Anda.
# Penyimpanan
Kami menyimpan data Anda selama 5 tahun.
"""

WARUNG_2 = WARUNG_1.replace("dan nomor telepon Anda", "nomor telepon, dan foto KTP Anda").replace("5 tahun", "10 tahun")

LAMPA_1 = """
# 1. Какие данные мы собираем
Мы собираем имя, адрес электронной почты и историю заказов.
# 2. Контакты
Пишите нам: privacy@lampa.example
"""

HEBREW = """
# מדיניות פרטיות
אנו אוספים את שמך ואת כתובת הדוא״ל שלך (email@shalom.example).
"""


def text_of(
    notation: str, title: str = "Privacy Notice", language: str | None = "en", recipe: str = "html/1"
) -> Reading:
    """The reading the notation describes."""
    sections: list[Section] = []
    trail: list[str] = []
    lines: list[Block] = []
    level, heading = 1, ""

    def close() -> None:
        if heading or lines:
            identity = "-".join(("s", *trail)).casefold().replace(" ", "-")
            sections.append(Section(identity, level, None, heading, tuple(trail), language, _tabled(lines)))

    for line in notation.strip().splitlines():
        if line.startswith("#"):
            close()
            marks, _, heading = line.partition(" ")
            level, lines = len(marks), []
            trail = [*trail[: level - 1], heading]
        else:
            lines.append(_block(line))
    close()
    digest = hashlib.sha256(notation.encode(errors="surrogatepass")).hexdigest()
    languages = (language,) if language else ()
    return Reading(recipe, "html", title, languages, tuple(sections), (), (), Quality(), digest)


def _block(line: str) -> Block:
    if line.startswith("|"):
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        return Block(BlockKind.ROW, " | ".join(cells), cells=cells)
    if line.startswith("-"):
        marks, _, text = line.partition(" ")
        return Block(BlockKind.ITEM, text, level=len(marks))
    return Block(BlockKind.PARAGRAPH, line)


def _tabled(lines: list[Block]) -> tuple[Block, ...]:
    """The first row of each table given to the others as their head."""
    made: list[Block] = []
    for place, block in zip(count(), lines, strict=False):
        is_row = block.kind is BlockKind.ROW
        if is_row and (place == 0 or lines[place - 1].kind is not BlockKind.ROW):
            head = block.cells
        elif is_row:
            made.append(Block(block.kind, block.text, cells=block.cells, head=head))
        else:
            made.append(block)
    return tuple(made)
