"""Sections of one reading beside those of the other, and what became of each."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from policy.comparing.blocks import block_pairs, passages
from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, alike_pairs, equal_pairs, in_order, with_rest
from policy.model.changes import Added, Edited, Moved, Removed, Renamed, SectionChange
from policy.model.readings import Reading, Section

_LIKE = 0.5  # share of common words from which a section is the other one rewritten, not another one
_TELLING = 4  # words from which an equal body is no coincidence


@dataclass(frozen=True, slots=True)
class _Face:
    """What a section is recognised by."""

    section: Section
    heading: str
    body: tuple[str, ...]
    path: tuple[str, ...]
    parent: int | None  # position of the section it stands under; None: at the top


def compare(before: Reading, after: Reading) -> tuple[SectionChange, ...]:
    """What the publisher changed, in the order of *after*; removals last.

    Moved says that a section stands elsewhere, or only its blocks stand in another order; words that differ as well
    are in an Edited beside it. Renamed says that only headings or enumerators differ.
    """
    old, new = _faces(before.sections), _faces(after.sections)
    pairs = _pairs(old, new)
    in_place = _in_place(old, new, pairs)
    partner = {right: left for left, right in pairs}
    changes: list[SectionChange] = []
    for place, face in enumerate(new):
        if place not in partner:
            changes.append(Added(face.section))
            continue
        pair = (partner[place], place)
        changes += _changes(old[pair[0]], face, is_moved=pair not in in_place)
    kept = set(partner.values())
    return (*changes, *(Removed(face.section) for place, face in enumerate(old) if place not in kept))


def _in_place(old: list[_Face], new: list[_Face], pairs: list[Pair]) -> set[Pair]:
    """The pairs that stand under the same parent, and in order."""
    places = dict(pairs)

    def has_parent(pair: Pair) -> bool:
        parent = old[pair[0]].parent
        return new[pair[1]].parent == (None if parent is None else places.get(parent))

    return in_order(filter(has_parent, pairs), lambda pair: 1 + sum(map(len, new[pair[1]].body)))


def _changes(old: _Face, new: _Face, is_moved: bool) -> list[SectionChange]:
    before, after = old.section, new.section
    changes: list[SectionChange] = []
    if sorted(old.body) != sorted(new.body):
        pairs = block_pairs(before.blocks, after.blocks)
        changes.append(Edited(before, after, passages(before.blocks, after.blocks, pairs)))
    elif old.heading != new.heading or _numbers(before) != _numbers(after):
        changes.append(Renamed(before, after))
    if is_moved or (not changes and old.body != new.body):
        changes.insert(0, Moved(before, after))
    return changes


def _faces(sections: Sequence[Section]) -> list[_Face]:
    faces: list[_Face] = []
    trail: list[int] = []
    for place, section in enumerate(sections):
        while trail and sections[trail[-1]].level >= section.level:
            trail.pop()
        faces.append(
            _Face(
                section=section,
                heading=fold(section.heading),
                body=tuple(fold(block.text) for block in section.blocks),
                path=tuple(fold(heading) for heading in section.path),
                parent=trail[-1] if trail else None,
            )
        )
        if section.heading:
            trail.append(place)
    return faces


def _numbers(section: Section) -> tuple[str, ...]:
    """The section's own enumerator and those of its blocks, none left out."""
    return tuple(fold(number) for number in (section.number, *(block.number for block in section.blocks)) if number)


def _pairs(old: list[_Face], new: list[_Face]) -> list[Pair]:
    pairs = equal_pairs([(face.heading, face.body) for face in old], [(face.heading, face.body) for face in new])
    for pairing in (_by_body, _by_id, _by_path, _by_heading, _by_likeness):
        pairs = with_rest(old, new, pairs, pairing)
    return pairs


def _by_body(old: Sequence[_Face], new: Sequence[_Face]) -> list[Pair]:
    def body(face: _Face) -> Hashable:
        return face.body if sum(len(text.split()) for text in face.body) >= _TELLING else None

    return _unique(old, new, body)


def _by_id(old: Sequence[_Face], new: Sequence[_Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.section.id)


def _by_path(old: Sequence[_Face], new: Sequence[_Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.path)


def _by_heading(old: Sequence[_Face], new: Sequence[_Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.heading or None)


def _by_likeness(old: Sequence[_Face], new: Sequence[_Face]) -> list[Pair]:
    return alike_pairs([_words(face) for face in old], [_words(face) for face in new], _LIKE)


def _words(face: _Face) -> str:
    return "\n".join((face.heading, *face.body))


def _unique(old: Sequence[_Face], new: Sequence[_Face], key: Callable[[_Face], Hashable]) -> list[Pair]:
    """Pairs of sections with the same key, where no other section of either side has it; None is no key."""
    where: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, faces in enumerate((old, new)):
        for place, face in enumerate(faces):
            where[key(face)][side].append(place)
    return [
        (olds[0], news[0])
        for wanted, (olds, news) in where.items()
        if wanted is not None and len(olds) == len(news) == 1
    ]
