"""Mail headers that hold what they should and nothing more, whatever stands in the text of a page.

A page title that is an RFC 2047 encoded word with a line break inside becomes a header of its own when some CPythons
build the mail (CVE-2024-6923). Therefore three fences: text is cleaned, headers are encoded here and not by the
`email` package, and what was built is read again and compared.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import AddressHeader, BaseHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_LINE = 78  # RFC 5322 §2.1.1
_WORD_BYTES = 42  # makes an encoded word of 68 characters: under 75 (RFC 2047 §2), and "Subject: " fits before it
_ASCII = re.compile(r"[ -~]*")
_PHRASE = re.compile(r"[A-Za-z0-9 ]*")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>|([^<>]*)")


class HeaderError(Exception):
    """A mail came out of building with other headers than were put in: it must not be sent."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address with the name shown for it; the name may be empty."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Field:
    """One header: what stands on the wire, in ASCII, and what it reads as."""

    name: str
    wire: str
    meaning: str | Mailbox


def mailbox(text: str) -> Mailbox:
    """One mailbox out of `name <address>` or a bare address; raises ValueError for anything else."""
    found = _NAMED.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not an e-mail address; write one such as dpo@company.example")
    name, address = (found[1] or "").strip().strip('"'), found[2] or found[3] or ""
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise ValueError(f"{text!r} is not an e-mail address that most mail servers take; write one in ASCII")
    address = f"{local}@{_domain(domain, text)}"
    if not _MAILBOX.fullmatch(address) or "=?" in address:
        raise ValueError(f"{text!r} is not an e-mail address; write one such as dpo@company.example")
    if len(name.encode()) > _WORD_BYTES:
        raise ValueError(f"{text!r}: the name before the address is longer than {_WORD_BYTES} bytes")
    return Mailbox(clean(name), address)


def _domain(written: str, text: str) -> str:
    """A domain as it goes over the wire. Where the two editions of IDNA differ, such as at "ß", the one at hand would
    lead to somebody else's."""
    try:
        wire = written.encode("idna")
        meant = wire.decode("idna") if not written.isascii() else written.lower()
    except UnicodeError as error:
        raise ValueError(f"{text!r} is not an e-mail address: {written!r} is not a domain") from error
    if meant != written.lower():
        raise ValueError(f"{text!r} is not an e-mail address of one domain: {meant!r} too is meant. Write it in ASCII")
    return wire.decode("ascii")


def clean(text: str, limit: int = 200) -> str:
    """The text as one line of at most `limit` characters that no mail program takes for anything but text: without
    controls, directions, invisible characters and the beginning of an encoded word."""
    visible = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(visible.split()).replace("=?", "= ?")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _encoded_words(text: str) -> str:
    """The text as RFC 2047 encoded words, each on its own line and whole in its characters."""
    chunks: list[bytes] = [b""]
    for char in text:
        raw = char.encode()
        if len(chunks[-1]) + len(raw) > _WORD_BYTES:
            chunks.append(b"")
        chunks[-1] += raw
    return "\r\n ".join(f"=?utf-8?b?{b64encode(chunk).decode('ascii')}?=" for chunk in chunks)


def text_field(name: str, text: str) -> Field:
    """A header of free text, such as a subject; the text is cleaned."""
    line = clean(text)
    is_plain = _ASCII.fullmatch(line) and len(line) + len(name) + 2 <= _LINE
    return Field(name, line if is_plain else _encoded_words(line), line)


def mailbox_field(name: str, box: Mailbox) -> Field:
    """A header of one sender or recipient."""
    if not box.name:
        return Field(name, box.address, box)
    shown = box.name if _PHRASE.fullmatch(box.name) else _encoded_words(box.name)
    return Field(name, f"{shown} <{box.address}>", box)


def fixed_field(name: str, value: str) -> Field:
    """A header whose value is ours in every character; raises HeaderError if it is more than printable ASCII."""
    if not _ASCII.fullmatch(value) or "=?" in value:
        raise HeaderError(f"{name}: {value!r} is not plain")
    return Field(name, value, value)


def opening(writer: Mailbox, reader: Mailbox, subject: str, at: datetime, identity: str) -> tuple[Field, ...]:
    """What every mail of ours begins with; the identity is its Message-ID without angle brackets."""
    return (
        mailbox_field("From", writer),
        mailbox_field("To", Mailbox("", reader.address)),
        text_field("Subject", subject),
        fixed_field("Date", format_datetime(at)),
        fixed_field("Message-ID", f"<{identity}>"),
    )


AUTOMATIC = Field("Auto-Submitted", "auto-generated", "auto-generated")  # RFC 3834: nobody's holiday notice answers


def sealed(fields: Sequence[Field], body: EmailMessage) -> bytes:
    """The whole mail: these headers in this order, then the body's own. Raises HeaderError if reading it again does
    not give back exactly these headers and recipients."""
    lines = "".join(f"{field.name}: {field.wire}\r\n" for field in fields)
    mime = lines.encode("ascii") + body.as_bytes(policy=SMTP)
    own = tuple(Field(name, str(value), str(value)) for name, value in body.items())
    _compare((*fields, *own), message_from_bytes(mime, policy=SMTP))
    return mime


def interpreter_flaws() -> tuple[str, ...]:
    """Faults in the running Python's own mail building that Clausewatch has to work around; empty: none known."""
    probe = EmailMessage(policy=SMTP)
    probe["Subject"] = "=?utf-8?b?DQpYLUluamVjdGVkOiB5ZXM=?="  # "\r\nX-Injected: yes"
    probe.set_content("")
    try:
        again = message_from_bytes(probe.as_bytes(), policy=SMTP)
    except ValueError:  # a repaired Python refuses to write it
        return ()
    if "X-Injected" not in again:
        return ()
    return (
        "CVE-2024-6923: this Python lets an encoded word add mail headers. Clausewatch builds its own headers and is "
        "not affected; update Python to 3.11.10, 3.12.5, 3.13 or newer all the same.",
    )


def _compare(built: Sequence[Field], read: EmailMessage) -> None:
    names = [field.name for field in built]
    if read.keys() != names:
        raise HeaderError(f"built the headers {names}, read {read.keys()}")
    for field in built:
        meaning = _meaning(read[field.name])
        if meaning != field.meaning:
            raise HeaderError(f"{field.name}: built {field.meaning!r}, read {meaning!r}")


def _meaning(header: BaseHeader) -> str | Mailbox:
    if not isinstance(header, AddressHeader):
        return str(header)
    if len(header.addresses) != 1:
        raise HeaderError(f"{header.name}: built for one mailbox, read {header}")
    (one,) = header.addresses
    return Mailbox(one.display_name, one.addr_spec)
