"""Templates set in type: a plain text part and an HTML part, and the body of the mail they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from notifications.excerpts import marked
from notifications.layout import ruled, wrapped


@dataclass(frozen=True, slots=True)
class Parts:
    text: str
    html: str


def printed(name: str, context: Mapping[str, object]) -> Parts:
    """Both parts of the mail of that name."""
    return Parts(*(_PRESS.get_template(f"{name}.{form}").render(context) for form in ("txt", "html")))


def body(parts: Parts, identity: str) -> EmailMessage:
    """The parts as one body, the same bytes for the same identity."""
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made.set_content(parts.text)
    made.add_alternative(parts.html, subtype="html")
    made.set_boundary(f"=_{identity[:32]}")
    return made


_PRESS = Environment(
    loader=PackageLoader("notifications"),
    autoescape=select_autoescape(("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PRESS.filters |= {"wrapped": wrapped, "ruled": ruled, "marked": marked}
