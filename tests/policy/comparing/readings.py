"""Readings built in one line, so that a test shows only what matters."""

from policy.model.readings import Block, BlockKind, Link, Quality, Reading, Section


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def item(text: str, number: str | None = None) -> Block:
    return Block(BlockKind.ITEM, text, level=1, number=number)


def row(*cells: str) -> Block:
    return Block(BlockKind.ROW, " | ".join(cells), cells=cells)


def section(heading: str, *blocks: Block | str, number: str | None = None, under: tuple[str, ...] = ()) -> Section:
    path = (*under, heading) if heading else ()
    return Section(
        id="/".join(path).lower(),
        level=len(path),
        number=number,
        heading=heading,
        path=path,
        language=None,
        blocks=tuple(paragraph(block) if isinstance(block, str) else block for block in blocks),
    )


def reading(*sections: Section, links: tuple[Link, ...] = ()) -> Reading:
    return Reading("test/1", "html", "A policy", ("en",), sections, links, (), Quality(), "")
