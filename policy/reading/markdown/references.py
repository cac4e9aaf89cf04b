"""What a Markdown text says once, at a place of its own: where references lead, footnotes, abbreviations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from policy.reading.markdown.lines import SourceLine

_REFERENCE = re.compile(r"^\[([^\]\[\^][^\]\[]{0,200})\]:\s+<?([^\s<>]{1,4000})>?(?:\s+[\"'(].*)?$")
_OF_ADDRESSES = frozenset("/.#:")  # a word without them is no address: "[Consent]: freely" is text
_FOOTNOTE = re.compile(r"^\[\^([^\]\s]{1,100})\]:\s*")
_ABBREVIATION = re.compile(r"^\*\[[^\]]{1,100}\]:\s")
_MARK = re.compile(r"\[\^([^\]\s]{1,100})\]")


@dataclass(slots=True)
class References:
    """Addresses by the label of the reference, labels of footnotes, and the lines that are neither text nor seen."""

    addresses: dict[str, str] = field(default_factory=dict)
    footnotes: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)

    def text_of(self, lines: Iterable[SourceLine]) -> tuple[SourceLine, ...]:
        """The lines that are text; a footnote is a paragraph where it stands."""
        kept: list[SourceLine] = []
        for line in lines:
            if line.is_verbatim or not line.text.startswith(("[", "*[")):
                kept.append(line)
            elif (reference := _REFERENCE.match(line.text)) and not _OF_ADDRESSES.isdisjoint(reference[2]):
                self.addresses.setdefault(_label(reference[1]), reference[2])
                self.unseen.append(line.text)
            elif _ABBREVIATION.match(line.text):
                self.unseen.append(line.text)
            elif footnote := _FOOTNOTE.match(line.text):
                self.footnotes.add(footnote[1])
                kept += (SourceLine("", 0, is_verbatim=False), line._replace(text=line.text[footnote.end() :]))
            else:
                kept.append(line)
        return tuple(kept)

    def address(self, label: str) -> str | None:
        """Where a reference leads; None: it is none."""
        return self.addresses.get(_label(label))

    def without_marks(self, words: str) -> str:
        """The words without the marks of footnotes that are there."""
        if not self.footnotes:
            return words
        return _MARK.sub(lambda mark: "" if mark[1] in self.footnotes else mark[0], words)


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()
