"""Small PDF and DOCX files for tests, written by hand so that every byte is known."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


def pdf(pages: Sequence[Sequence[tuple[str, int]]]) -> bytes:
    """A PDF of lines (text, size in points); text in ASCII, sizes over 12 in a bold face."""
    return pdf_of_streams([_stream(lines) for lines in pages])


def pdf_of_streams(streams: Sequence[bytes], packed: str = "", more: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF whose pages have these streams as they are; `packed` names their filters, `more` goes into the trailer,
    `page` into what each page says of itself."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font("Helvetica"), _font("Helvetica-Bold")]
    kids = []
    filters = f"/Filter [{packed}]".encode() if packed else b""
    for stream in streams:
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R %s "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (len(objects), page)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _assembled(objects, more)


def placed(texts: Sequence[tuple[str, int, int]], face: str = "F1", size: int = 10) -> bytes:
    """Texts, each at its place counted from the left and from the bottom of the page."""
    return "\n".join(f"BT /{face} {size} Tf {left} {up} Td ({text}) Tj ET" for text, left, up in texts).encode("ascii")


class Ink(NamedTuple):
    """Words drawn at a place of a page, counted from the left and from the bottom."""

    text: str
    left: int
    up: int
    face: str = "F1"
    size: int = 10
    page: int = 0


class Element(NamedTuple):
    """An element of a document's structure, with what stands in it in reading order."""

    role: str
    children: Sequence["Element | Ink"]


def tagged(document: Element, others: Sequence[Ink] = ()) -> bytes:
    """A tagged PDF (ISO 32000-1 §14.8) of this structure; others are drawn first, and belong to no element."""
    drawn = list(_inks(document))
    count = 1 + max(ink.page for ink in drawn)
    streams = [[_inked(ink) for ink in others if ink.page == page] for page in range(count)]
    owners: list[list[bytes]] = [[] for _ in range(count)]
    objects: list[bytes] = [b"", b"", _font("Helvetica"), _font("Helvetica-Bold"), b""]
    first = len(objects) + 1  # the number of the first page, its stream is the next
    objects += [b""] * (2 * count)

    def written(element: Element, parent: int) -> int:
        objects.append(b"")
        own, kids = len(objects), []
        for child in element.children:
            if isinstance(child, Element):
                kids.append(b"%d 0 R" % written(child, own))
                continue
            mark = len(owners[child.page])
            owners[child.page].append(b"%d 0 R" % own)
            streams[child.page].append(b"/P << /MCID %d >> BDC\n%s\nEMC" % (mark, _inked(child)))
            kids.append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (first + 2 * child.page, mark))
        objects[own - 1] = b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s] >>" % (
            element.role.encode(), parent, b" ".join(kids),
        )  # fmt: skip
        return own

    root = written(document, 5)
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 5 0 R >>"
    pages = b" ".join(b"%d 0 R" % (first + 2 * page) for page in range(count))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, pages)
    parents = b" ".join(b"%d [%s]" % (page, b" ".join(owner)) for page, owner in enumerate(owners))
    objects[4] = b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Nums [%s] >> >>" % (root, parents)
    for page, parts in enumerate(streams):
        stream, at = b"\n".join(parts), first + 2 * page
        objects[at - 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (page, at + 1)
        )
        objects[at] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return _assembled(objects, b"")


def _inks(element: Element) -> Iterator[Ink]:
    for child in element.children:
        if isinstance(child, Ink):
            yield child
        else:
            yield from _inks(child)


def _inked(ink: Ink) -> bytes:
    return placed([(ink.text, ink.left, ink.up)], ink.face, ink.size)


def locked(user: bytes, owner: bytes) -> bytes:
    """A PDF of one page that says "We keep it for two years.", encrypted (ISO 32000-1 §7.6, revision 2); with the user
    password b"" it opens without one."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    place, permissions = b"0123456789abcdef", (-44 & 0xFFFFFFFF).to_bytes(4, "little")
    owned = _rc4(_md5((owner + padding)[:32])[:5], (user + padding)[:32])
    key = _md5((user + padding)[:32] + owned + permissions + place)[:5]
    stream = _rc4(_md5(key + b"\5\0\0\0\0")[:10], placed([("We keep it for two years.", 60, 700)]))
    names = b"/O <%s> /U <%s>" % (owned.hex().encode(), _rc4(key, padding).hex().encode())
    more = b"/Encrypt << /Filter /Standard /V 1 /R 2 %s /P -44 >> /ID [(%s) (%s)]" % (names, place, place)
    return pdf_of_streams([stream], more=more)


def docx(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A DOCX of paragraphs (style, text); style "" is body text."""
    return docx_of("".join(paragraph(style, text) for style, text in paragraphs))


def paragraph(style: str, text: str) -> str:
    """One paragraph of a DOCX."""
    style = f"<w:pPr><w:pStyle w:val={style!r}/></w:pPr>" if style else ""
    return f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of a DOCX, its first row marked as its head."""
    made = ["<w:tbl>"]
    for at, row in enumerate(rows):
        cells = "".join(f"<w:tc>{paragraph('', cell)}</w:tc>" for cell in row)
        made.append(f"<w:tr>{'' if at else '<w:trPr><w:tblHeader/></w:trPr>'}{cells}</w:tr>")
    return "".join((*made, "</w:tbl>"))


def docx_of(body: str, before: str = "", padding: bytes = b"", **parts: str) -> bytes:
    """A DOCX with this body; `before` stands before its root, `padding` is a part of its own, `parts` are the contents
    of others by their names: `numbering`, `styles`, `footnotes`."""
    names = "http://schemas.openxmlformats.org"
    words = f'xmlns:w="{names}/wordprocessingml/2006/main"'
    related = f'<Relationships xmlns="{names}/package/2006/relationships">'
    relation = f"{names}/officeDocument/2006/relationships"
    written = {
        "[Content_Types].xml": f'<Types xmlns="{names}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'{related}<Relationship Id="r1" Type="{relation}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"{before}<w:document {words}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": "".join(
            (
                related,
                *(f'<Relationship Id="{name}" Type="{relation}/{name}" Target="{name}.xml"/>' for name in parts),
                "</Relationships>",
            )
        ),
        **{f"word/{name}.xml": f"<w:{name} {words}>{text}</w:{name}>" for name, text in parts.items()},
    }
    return package(written, padding)


def packed(archive: bytes) -> bytes:
    """The same ZIP archive, its parts deflated."""
    with zipfile.ZipFile(io.BytesIO(archive)) as stored:
        parts = {name: stored.read(name).decode() for name in stored.namelist()}
    return package(parts, method=zipfile.ZIP_DEFLATED)


def package(parts: Mapping[str, str], padding: bytes = b"", method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        if padding:
            archive.writestr("word/media/picture.png", padding, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _md5(text: bytes) -> bytes:
    return hashlib.md5(text, usedforsecurity=False).digest()


def _rc4(key: bytes, text: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    made, j = bytearray(), 0
    for at, byte in enumerate(text, 1):
        i = at % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(made)


def _font(name: str) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s >>" % name.encode()


def _stream(lines: Sequence[tuple[str, int]]) -> bytes:
    top, parts = 800, []
    for text, size in lines:
        face = "F2" if size > 12 else "F1"
        parts.append(f"BT /{face} {size} Tf 60 {top} Td ({text.replace('(', '[').replace(')', ']')}) Tj ET")
        top -= 14 if size <= 12 else 28
    return "\n".join(parts).encode("ascii")


def drawn_within_each_other(deep: int, often: int) -> bytes:
    """A page that draws a form, which draws another so often, and so on: a small file, and work without end."""

    def form(inner: int) -> bytes:
        shown = b"/X Do " * often if inner < deep + 5 else b""
        named = b"/Resources << /XObject << /X %d 0 R >> >>" % inner if shown else b""
        return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length %d >>\nstream\n%s\nendstream" % (
            named, len(shown), shown,
        )  # fmt: skip

    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    first = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page + b" /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 6 >>\nstream\n/X Do \nendstream",
    )
    return _assembled((*first, *(form(number + 1) for number in range(5, deep + 5))), b"")


def _assembled(objects: Sequence[bytes], more: bytes) -> bytes:
    file = io.BytesIO(b"")
    file.write(b"%PDF-1.4\n")
    places = []
    for number, value in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, value))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        file.write(b"%010d 00000 n \n" % place)
    file.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start))
    return file.getvalue()
