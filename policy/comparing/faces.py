"""Sections of one reading and who they are in the other."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, alike_pairs, equal_pairs, in_order, with_rest
from policy.comparing.wandering import TELLING
from policy.model.readings import Section

_LIKE = 0.5  # share of common words from which a section is the other one rewritten, not another one


@dataclass(frozen=True, slots=True)
class Face:
    """What a section is recognised by."""

    section: Section
    heading: str
    body: tuple[str, ...]
    path: tuple[str, ...]
    parent: int | None  # position of the section it stands under; None: at the top


def faces(sections: Sequence[Section], others: Sequence[Face] = ()) -> list[Face]:
    """One for each section, in order. A section that is the very object that one of the `others` has is not folded
    again."""
    known = {id(face.section): face for face in others}
    found: list[Face] = []
    trail: list[int] = []
    for place, section in enumerate(sections):
        while trail and sections[trail[-1]].level >= section.level:
            trail.pop()
        parent = trail[-1] if trail else None
        earlier = known.get(id(section))
        found.append(_face(section, parent) if earlier is None else replace(earlier, parent=parent))
        if section.heading:
            trail.append(place)
    return found


def _face(section: Section, parent: int | None) -> Face:
    return Face(
        section=section,
        heading=fold(section.heading),
        body=tuple([fold(block.text) for block in section.blocks]),
        path=tuple([fold(heading) for heading in section.path]),
        parent=parent,
    )


def face_pairs(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    """Positions of counterparts: equal words first, then identity and place in the tree, then the most alike."""
    pairs = equal_pairs([(face.heading, face.body) for face in old], [(face.heading, face.body) for face in new])
    for pairing in (_by_body, _by_id, _by_path, _by_heading, _by_likeness):
        pairs = with_rest(old, new, pairs, pairing)
    return pairs


def in_place(old: Sequence[Face], new: Sequence[Face], pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs that stand in order and under the same parent. A parent that came or went moves nobody."""
    places = dict(pairs)
    known = set(places.values())

    def has_parent(pair: Pair) -> bool:
        before, after = old[pair[0]].parent, new[pair[1]].parent
        if (before is not None and before not in places) or (after is not None and after not in known):
            return True
        return after == (None if before is None else places[before])

    return in_order(filter(has_parent, pairs), lambda pair: 1 + sum(map(len, new[pair[1]].body)))


def _by_body(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    def body(face: Face) -> Hashable:
        return face.body if sum(map(len, face.body)) >= TELLING else None

    return _unique(old, new, body)


def _by_id(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.section.id)


def _by_path(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.path)


def _by_heading(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    return _unique(old, new, lambda face: face.heading or None)


def _by_likeness(old: Sequence[Face], new: Sequence[Face]) -> list[Pair]:
    return alike_pairs([_words(face) for face in old], [_words(face) for face in new], _LIKE)


def _words(face: Face) -> str:
    return f"{face.section.heading}\n{face.section.text}"


def _unique(old: Sequence[Face], new: Sequence[Face], key: Callable[[Face], Hashable]) -> list[Pair]:
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
