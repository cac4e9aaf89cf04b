"""The words being taken from a page: into which lane they go, and as what."""

from typing import NamedTuple

from policy.model.readings import BlockKind
from policy.reading.markup.blocks import TEXT, Collector
from policy.reading.markup.boxes import PLAIN, Box
from policy.reading.markup.selectors import Lane
from policy.reading.markup.tree import Element
from policy.reading.pieces import HEADING


class Stand(NamedTuple):
    """What stands open around the words at a place of the page."""

    context: tuple[tuple[BlockKind, int], ...]
    bold: int
    depth: int
    flowing: int


class Flow:
    """Takes words in reading order, block by block."""

    def __init__(self, has_lines: bool) -> None:
        """With lines, in light mark-up, a line is a block where no tag says otherwise."""
        collectors = {lane: Collector() for lane in Lane}
        self.inside, self.gap = collectors[Lane.INSIDE], collectors[Lane.GAP]
        self.after, self.outside = collectors[Lane.AFTER], collectors[Lane.OUTSIDE]
        self.now = self.outside
        self.bold = self.heading = 0  # elements now open whose words are bold, or of a heading
        self.verbatim = int(has_lines)
        self.of: Element | None = None  # the innermost element around the words being taken
        self._collectors = collectors
        self._context: list[tuple[BlockKind, int]] = [TEXT]
        self._depth = self._flowing = 0

    def stand(self) -> Stand | None:
        """What stands open here; None: what comes next makes a difference to what comes after it, as in an item, of
        which only the first words are one."""
        if self.heading or self.verbatim or self._context[-1][0].is_listed:
            return None
        return Stand(tuple(self._context), self.bold, self._depth, self._flowing)

    def return_to(self, stand: Stand) -> None:
        """What comes next stands there."""
        self.flush()
        context, self.bold, self._depth, self._flowing = stand
        self._context = [*context]

    def change(self, lane: Lane) -> None:
        self.flush()
        self.now = self._collectors[lane]

    def open(self, box: Box) -> None:
        if box is PLAIN and not self.heading:
            self.flush()
            return
        self.bold += box.is_bold
        if self.heading:
            self.heading += box.heading > 0
            self.take(" ")
            return
        self.flush()
        if box.heading:
            self.heading = 1
            self._context.append((HEADING, box.heading))
        elif box.item is not None:
            self._context.append((box.item, max(self._depth, 1) + box.deeper))
        self._depth += box.is_list
        self.verbatim += box.is_verbatim
        self._flowing += box.is_flowing
        self.now.is_strong = box.is_strong

    def close(self, box: Box) -> None:
        self.bold -= box.is_bold
        if self.heading:
            self.take(" ")
            if not box.heading:
                return
            self.heading -= 1
            if self.heading:
                return
            self.flush()
            self._context.pop()
            return
        self.flush()
        if box.item is not None:
            self._context.pop()
        self._depth -= box.is_list
        self.verbatim -= box.is_verbatim
        self._flowing -= box.is_flowing

    def take(self, text: str) -> None:
        if self.verbatim and not self._flowing and "\n" in text:
            first, *rest = text.split("\n")
            self.take(first)
            for line in rest:
                self.line_break()
                self.take(line)
        else:
            self.now.take(text, self._context[-1], self.bold > 0, self.of)

    def take_label(self, words: str, of: Element) -> None:
        """The label of what comes next, as a line of its own."""
        self.flush()
        self.now.is_strong = True
        self.of = of
        self.now.take(words, self._context[-1], self.bold > 0, of)
        self.flush()

    def line_break(self) -> None:
        if self.heading:
            self.take(" ")
        else:
            self.now.line_break()

    def flush(self) -> None:
        now = self.now
        if now.begins and not now.runs:
            now.is_strong = False
        elif now.flush() and self._context[-1][0].is_listed:
            self._context[-1] = TEXT  # what follows in the same item is its text, not another item
