"""What of a page's mark-up can make a difference to what is read from it, as a hash."""

import hashlib
from typing import cast

from lxml import etree

from policy.reading.markup.signs import is_cut
from policy.reading.markup.tree import Markup, root_of

_UNREAD = ("script", "style", "link", "meta")  # no reading looks into these; comments are gone when it is parsed
_TOKENS = ("nonce", "integrity")
_OF_SCRIPTS = etree.XPath("//*[@*[starts-with(name(), 'data-')]]")  # attributes that readers leave to scripts


def skeleton_of(text: str) -> str:
    """Pages of equal skeletons say the same, whatever their scripts, styles, comments and tokens: tokens rotate, and
    this costs a small part of a reading."""
    root = root_of(text)
    for element in root.iter(*_UNREAD):
        if "http-equiv" not in element.attrib:
            element.attrib.clear()
            element.text = None
    for element in root.iter("input"):
        if "value" in element.attrib:
            del element.attrib["value"]
    for element in cast("list[Markup]", _OF_SCRIPTS(root)):
        for name in [str(name) for name in element.attrib]:
            if name.startswith("data-") and name != "data-cfemail":
                del element.attrib[name]
    etree.strip_attributes(root, *_TOKENS)
    return hashlib.sha256(etree.tostring(root, encoding="utf-8") + bytes([is_cut(text)])).hexdigest()
