"""A digest becomes a mail: one plain text part and one HTML part that say the same, under headers that are proven."""

import hashlib
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP

from notifications.cards import Edition, Limits
from notifications.farewell import Farewell, farewell, is_one_click
from notifications.headers import AUTOMATIC, Field, Mailbox, fixed_field, mailbox, opening, sealed
from notifications.letter import letter
from notifications.press import Parts, body, printed
from notifications.schedule import zone_info
from notifications.subject import subject
from notifications.visible import web_link
from notifications.wording import wording
from policy.model.digests import Digest, Message

SIZE_LIMIT = 100_000  # bytes; the largest web mail service cuts longer ones
_LADDER = (  # from generous to bare; the last fits whatever the pages say
    Limits(documents=40, points=12, quote=700, lines=40),
    Limits(documents=20, points=8, quote=500, lines=25),
    Limits(documents=10, points=6, quote=400, lines=15),
    Limits(documents=5, points=4, quote=300, lines=8),
    Limits(documents=2, points=3, quote=200, lines=4),
    Limits(documents=1, points=1, quote=100, lines=2),
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes and where the history is on the web; raises ValueError for addresses that are none."""

    sender: str  # an address, or `name <address>`
    site: str | None = None  # base address of the history pages; None: they are not on the web
    unsubscribe: str | None = None  # address that takes farewells; None: the sender's
    goodbye: str | None = None  # web address that unsubscribes in one step, "{token}" in it; None: there is none

    def __post_init__(self) -> None:
        mailbox(self.sender)
        if self.unsubscribe is not None:
            mailbox(self.unsubscribe)
        if self.site is not None and web_link(self.site) is None:
            raise ValueError(f"site = {self.site!r} is not a web address such as 'https://history.company.example'")
        if self.goodbye is not None and not is_one_click(self.goodbye):
            raise ValueError(
                f"goodbye = {self.goodbye!r} is no https address with {{token}} in it, such as "
                "'https://digests.company.example/goodbye/{token}'"
            )

    @property
    def home(self) -> str | None:
        """Where the history is, without a slash at its end."""
        return self.site.rstrip("/") if self.site else None

    @property
    def office(self) -> Mailbox:
        """Who takes farewells by mail."""
        return mailbox(self.unsubscribe or self.sender)


def render(digest: Digest, letterhead: Letterhead, token: str | None = None) -> Message:
    """The digest as a sealed message: the same digest gives the same bytes under the same Message-ID. With a token the
    subscriber can leave by one click. Raises ValueError if the subscriber has no usable address or the token could
    not stand in a link, HeaderError if the mail would not be what was built."""
    words = wording(digest.subscriber.language, zone_info(digest.subscriber.schedule.zone))
    line = subject(digest, words)
    sender = mailbox(letterhead.sender)
    leaving = farewell(digest.subscriber.id, letterhead.office, letterhead.goodbye, token)
    for limits in _LADDER:
        parts = _printed(digest, leaving, line, Edition(digest.subscriber, words, limits, letterhead.home))
        identity = _identity(digest, line, parts, sender.domain)
        mime = sealed(_fields(digest, sender, line, identity, leaving), body(parts, identity))
        if len(mime) <= SIZE_LIMIT:
            break
    return enclosed(digest, identity, line, mime)


def enclosed(digest: Digest, identity: str, subject: str, mime: bytes) -> Message:
    """These bytes as the message of that digest, with what is told by them."""
    return Message(
        id=identity,
        subscriber_id=digest.subscriber.id,
        address=mailbox(digest.subscriber.address).address,
        channel=digest.subscriber.channel,
        subject=subject,
        until=digest.until,
        mime=mime,
        changes=tuple(entry.change.id for entry in digest.entries),
        unread=tuple((one.target.id, one.state.value) for one in digest.unread if one.is_news),
    )


def text_of(message: Message) -> str:
    """The plain text part of a sealed message, for a terminal; one that is JSON as it is."""
    if message.mime.startswith(b"{"):
        return message.mime.decode("ascii")
    part = message_from_bytes(message.mime, policy=SMTP).get_body(("plain",))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def _printed(digest: Digest, leaving: Farewell, line: str, edition: Edition) -> Parts:
    context = {
        "subject": line,
        "letter": letter(digest, edition),
        "home": web_link(edition.site) if edition.site else None,
        "farewell": leaving.mail,
        "goodbye": leaving.web,
        "head": digest.head.token if digest.head else None,
        "language": edition.wording.language,
        "say": edition.wording.say,
        "count": edition.wording.count,
    }
    return printed("digest", context)


def _identity(digest: Digest, line: str, parts: Parts, domain: str) -> str:
    """A Message-ID that any repeat of the same contents to the same subscriber shares (RFC 5322 §3.6.4)."""
    contents = (digest.subscriber.id, digest.until.isoformat(), line, parts.text, parts.html)
    return f"{hashlib.sha256(chr(0).join(contents).encode()).hexdigest()}@{domain}"


def _fields(digest: Digest, sender: Mailbox, line: str, identity: str, leaving: Farewell) -> tuple[Field, ...]:
    reader = mailbox(digest.subscriber.address)
    root = _thread(digest, sender.domain)
    return (
        *opening(sender, reader, line, digest.until, identity),
        *((fixed_field("In-Reply-To", root), fixed_field("References", root)) if root else ()),
        fixed_field("List-Id", f"<clausewatch-digest.{sender.domain}>"),  # RFC 2919
        *leaving.fields,
        AUTOMATIC,
    )


def _thread(digest: Digest, domain: str) -> str | None:
    """The constant root under which mails of one document, or of one service, stand together; None: the digest is
    about several services, or about none."""
    targets = {entry.change.target.id for entry in digest.entries}
    services = {entry.change.target.service for entry in digest.entries}
    topic = targets if len(targets) == 1 else services
    if len(topic) != 1:
        return None
    name = hashlib.sha256("\0".join((digest.subscriber.id, *topic)).encode()).hexdigest()
    return f"<thread-{name[:32]}@{domain}>"
