"""What became of the sections of one reading in the other."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from policy.comparing.blocks import alike_blocks, passage
from policy.comparing.faces import Face, face_pairs, faces, in_place
from policy.comparing.folding import fold
from policy.comparing.pairing import Pair, equal_pairs
from policy.comparing.wandering import Spot, wanderers
from policy.comparing.wrapping import rewrapped
from policy.model.changes import Added, Edited, Moved, Passage, Removed, Renamed, SectionChange
from policy.model.readings import Block, Reading


def compare(before: Reading, after: Reading) -> tuple[SectionChange, ...]:
    """What the publisher changed, in the order of *after*; removals last.

    Moved says that a section stands elsewhere, that only its blocks stand in another order, or that words of one
    section are now in another (split, merged, or a clause that went over); words that differ as well are in an Edited
    beside it. Renamed says that only headings or enumerators differ. Equal comparison texts have no changes, however
    they are cut into sections.
    """
    if before.text_sha256 and before.text_sha256 == after.text_sha256:
        return ()
    old = faces(before.sections)
    return _Comparison(old, faces(after.sections, old)).changes()


class _Comparison:
    """Two readings with every block beside its counterpart, where it has one."""

    def __init__(self, old: list[Face], new: list[Face]) -> None:
        self._old, self._new = old, new
        self._pairs = face_pairs(old, new)
        self._partner = {right: left for left, right in self._pairs}
        self._before: list[Sequence[Block]] = [face.section.blocks for face in old]
        self._after: list[Sequence[Block]] = [face.section.blocks for face in new]
        self._origin: dict[Spot, Spot] = {}
        self._settle()
        self._place = {origin: spot for spot, origin in self._origin.items()}

    def _settle(self) -> None:
        """Give every block its counterpart: equal in its own section, then equal in any, then alike in its own."""
        edited = [pair for pair in self._pairs if not self._is_same(*pair)]
        for left, right in edited:
            self._before[left], self._after[right] = rewrapped(self._before[left], self._after[right])
        for left, right in self._pairs:
            for old, new in self._equals(left, right):
                self._origin[right, new] = (left, old)
        self._origin |= wanderers(self._before, self._after, self._pairs, self._origin)
        taken = set(self._origin.values())
        for left, right in edited:
            olds = [old for old in range(len(self._before[left])) if (left, old) not in taken]
            news = [new for new in range(len(self._after[right])) if (right, new) not in self._origin]
            found = alike_blocks([self._before[left][old] for old in olds], [self._after[right][new] for new in news])
            self._origin |= {(right, news[new]): (left, olds[old]) for old, new in found}

    def _equals(self, left: int, right: int) -> Sequence[Pair]:
        """Blocks of equal words in two counterparts; of the same sequence each with itself."""
        if self._is_same(left, right):
            return [(place, place) for place in range(len(self._old[left].body))]
        return equal_pairs(_texts(self._before[left]), _texts(self._after[right]))

    def _is_same(self, left: int, right: int) -> bool:
        return self._old[left].body == self._new[right].body

    def changes(self) -> tuple[SectionChange, ...]:
        steady = in_place(self._old, self._new, self._pairs)
        found: list[SectionChange] = []
        for right, face in enumerate(self._new):
            left = self._partner.get(right)
            if left is not None and self._old[left].section is face.section and (left, right) in steady:
                continue  # the very object, at its place: nothing in it differs
            sources = self._sources(right)
            found += [Moved(self._old[source].section, face.section) for source in sources if source != left]
            if left is not None:
                found += self._counterparts(left, right, (left, right) not in steady)
            elif sources:
                found += self._edits(sources[0], right, self._passages(None, right))
            else:
                found.append(Added(face.section))
        return (*found, *self._removals())

    def _counterparts(self, left: int, right: int, is_elsewhere: bool) -> list[SectionChange]:
        before, after = self._old[left], self._new[right]
        changes = [] if self._is_same(left, right) else self._edits(left, right, self._passages(left, right))
        if not changes and (before.heading != after.heading or self._is_renumbered(left, right)):
            changes = [Renamed(before.section, after.section)]
        own = self._own(left, right)
        is_shuffled = not changes and own != sorted(own)
        return [Moved(before.section, after.section), *changes] if is_elsewhere or is_shuffled else changes

    def _edits(self, left: int, right: int, found: tuple[Passage, ...]) -> list[SectionChange]:
        if all(one.before and one.after and not one.spans for one in found):
            return []
        return [Edited(self._old[left].section, self._new[right].section, found)]

    def _removals(self) -> list[SectionChange]:
        """The old sections without a counterpart; of those that went into others, the words that are gone."""
        found: list[SectionChange] = []
        kept = set(self._partner.values())
        for left, face in enumerate(self._old):
            if left in kept:
                continue
            places = Counter(self._place[spot][0] for spot in self._spots(left) if spot in self._place)
            if not places:
                found.append(Removed(face.section))
                continue
            gone = [self._before[left][block] for _, block in self._spots(left) if (left, block) not in self._place]
            found += self._edits(left, places.most_common(1)[0][0], tuple(Passage(block, None) for block in gone))
        return found

    def _passages(self, left: int | None, right: int) -> tuple[Passage, ...]:
        """The blocks of a new section, and those its counterpart lost, where they stood; None: it has none."""
        lost = self._lost(left, right)
        found = [Passage(block, None) for block in lost[-1]]
        for new, block in enumerate(self._after[right]):
            origin = self._origin.get((right, new))
            found.append(passage(self._before[origin[0]][origin[1]], block) if origin else Passage(None, block))
            found += [Passage(gone, None) for gone in lost[new]]
        return tuple(found)

    def _lost(self, left: int | None, right: int) -> defaultdict[int, list[Block]]:
        """The blocks that have no counterpart, by the new position they stand behind; -1: before all."""
        lost: defaultdict[int, list[Block]] = defaultdict(list)
        behind = -1
        for spot in self._spots(left) if left is not None else ():
            place = self._place.get(spot)
            if place is None:
                lost[behind].append(self._before[spot[0]][spot[1]])
            elif place[0] == right:
                behind = place[1]
        return lost

    def _sources(self, right: int) -> list[int]:
        """The old sections whose words stand in this new one, the largest share first."""
        shares: Counter[int] = Counter()
        for new, block in enumerate(self._after[right]):
            if (right, new) in self._origin:
                shares[self._origin[right, new][0]] += len(block.text)
        return [source for source, _ in shares.most_common()]

    def _own(self, left: int, right: int) -> list[int]:
        """The old positions of a section's own blocks, in the new order."""
        spots = (self._origin.get((right, new)) for new in range(len(self._after[right])))
        return [spot[1] for spot in spots if spot and spot[0] == left]

    def _is_renumbered(self, left: int, right: int) -> bool:
        before, after = self._old[left].section, self._new[right].section
        numbers = [(before.number, after.number)]
        for new, block in enumerate(self._after[right]):
            origin = self._origin.get((right, new))
            if origin and origin[0] == left:
                numbers.append((self._before[left][origin[1]].number, block.number))
        return any(fold(old or "") != fold(new or "") for old, new in numbers)

    def _spots(self, left: int) -> list[Spot]:
        return [(left, block) for block in range(len(self._before[left]))]


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [fold(block.text) for block in blocks]
