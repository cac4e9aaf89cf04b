"""Documents that a page writes out in a frame, or for those who see none."""

from collections.abc import Iterator

from policy.reading.markup.libxml import Markup, root_of, serialised
from policy.reading.markup.signs import is_cut

MARKS = ("srcdoc", "SRCDOC", "noframes", "NOFRAMES")  # no pattern: it takes a hundred times as long
_FRAMES = ("iframe", "noframes")
_UNSEEN = frozenset({"script", "style", "template", "noscript", "title", *_FRAMES})


def unframed(text: str) -> str:
    """The page with each such document (HTML Living Standard §4.8.5, srcdoc; §16.2, noframes) where it stands, when it
    says more than all around it does: what says less is an advertisement, a form or an excuse."""
    if not any(mark in text for mark in MARKS) or is_cut(text):
        return text
    root = root_of(text)
    written = ((one, one.text if one.tag == "noframes" else one.get("srcdoc")) for one in root.iter(*_FRAMES))
    framed = [(frame, _body(document)) for frame, document in written if document]
    around = _size(root)
    shown = [(frame, body) for frame, body in framed if _size(body) > around]
    for frame, body in shown:
        _show(frame, body)
    return serialised(root) if shown else text


def _body(text: str) -> Markup:
    root = root_of(text)
    body = root.find("body")
    return root if body is None else body


def _show(frame: Markup, body: Markup) -> None:
    for gone in list(frame):
        frame.remove(gone)
    frame.attrib.clear()
    frame.tag, frame.text = "div", body.text
    frame.extend(list(body))


def _size(root: Markup) -> int:
    """How many characters a reader sees."""
    return sum(len(words.strip()) for words in _words(root))


def _words(root: Markup) -> Iterator[str]:
    for one in root.iter():
        if one.tag not in _UNSEEN:
            yield one.text or ""
        if one is not root:
            yield one.tail or ""
