"""Where the body of a page begins that does not say so."""

import re

_BODY = re.compile(r"<body\b", re.IGNORECASE)
_HEAD = re.compile(  # whatever may stand before the body
    r"(?:\s+|<!--.*?-->|<![^>]*>|<\?[^>]*>|</?(?:html|head|meta|link|base)\b[^>]*>"
    r"|<(title|script|style|noscript|template)\b[^>]*>.*?</\1\s*>)*",
    re.IGNORECASE | re.DOTALL,
)


def with_body(text: str) -> str:
    """The page with the tag that begins its body, which HTML lets authors leave out (Living Standard §13.1.2.4): a head
    that libxml2 sees no end of, because what follows are elements younger than it is, would hold the whole page."""
    if "<body" in text or _BODY.search(text):
        return text
    head = _HEAD.match(text)
    end = head.end() if head else 0
    return f"{text[:end]}<body>{text[end:]}"
