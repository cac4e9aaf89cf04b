"""Whether a line is one of many sayings: only those are tried that begin as the line does.

A pattern of hundreds of alternatives is tried one after the other on each line, and all of it has to come from memory;
of those that begin with the first letter of a line few are left.
"""

import re
from collections.abc import Iterable, Iterator

_DIGITS = "0123456789"
# Stand for the firsts of lines that begin with a sign, a letter that no saying begins with, a digit beyond ASCII.
_SIGN, _OTHER, _DIGIT = "", "_", "#"
_OPTIONAL = ("?", "*", "{0,")
_GROUP = "(?:"
_BORDER = r"\b"
_SPECIAL = frozenset(r"\^-]")  # in a set of signs
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_TIMES = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")  # how often what stands before it does


class Sayings:
    """What wholly matches one of the patterns; before and behind it may stand what these two patterns match, which is
    signs alone. Letters are told apart by case: lines and patterns are in lower case."""

    def __init__(self, *patterns: str, before: str = "", behind: str = "") -> None:
        self._around = before, behind
        self._signs = re.compile(before)
        self._all = [(*said, firsts_of(said[0])) for pattern in patterns for said in _said(pattern)]
        self._known = frozenset(one for *_, firsts in self._all for one in firsts or () if one.isalnum())
        self._by_first: dict[str, re.Pattern[str] | None] = {}

    def match(self, line: str) -> bool:
        """Whether the line is one of them."""
        first = line[:1]
        if first not in self._known:
            signs = self._signs.match(line)
            first = self._stands_for(line[signs.end() :][:1] if signs else first)
        if first not in self._by_first:
            self._by_first[first] = self._beginning_with(first)
        pattern = self._by_first[first]
        return pattern is not None and pattern.match(line) is not None

    def _stands_for(self, first: str) -> str:
        if first in self._known:
            return first
        if not first.isalnum():
            return _SIGN
        return _DIGIT if first.isdecimal() else _OTHER

    def _beginning_with(self, first: str) -> re.Pattern[str] | None:
        """Those that a line may be which begins so, but for the signs before them; None: none. What begins with a sign
        itself may do so in any line, as long as other signs may stand before it."""
        before, behind = self._around
        found: dict[str, list[str]] = {}  # by what follows them
        for one, rest, firsts in self._all:
            is_of_sign = (before or first == _SIGN) and not all(map(str.isalnum, firsts or "-"))
            is_of_digit = first == _DIGIT and firsts is not None and not firsts.isdisjoint(_DIGITS)
            if firsts is None or first in firsts or is_of_sign or is_of_digit:
                found.setdefault(rest, []).append(one)
        whole = "|".join(f"(?:{_together(ones)}){_woven(rest)}" for rest, ones in found.items())
        return re.compile(f"{before}(?:{whole}){behind}$") if found else None


def firsts_of(pattern: str) -> frozenset[str] | None:
    """What a match may begin with, if with no digit beyond ASCII; None: with anything."""
    each = [_firsts_of_one(one) for one in _alternatives(pattern)]
    return None if None in each else frozenset[str]().union(*filter(None, each))


def _firsts_of_one(pattern: str) -> frozenset[str] | None:
    """The same of a pattern that has no alternatives but within groups."""
    found: set[str] = set()
    rest = pattern.removeprefix(_BORDER)
    while rest:
        end = _end_of_atom(rest)
        firsts = _firsts_of_atom(rest[:end])
        if firsts is None:
            return None
        found |= firsts
        rest = rest[end:]
        if not rest.startswith(_OPTIONAL):
            return frozenset(found)
        rest = rest[rest.index("}") + 1 :] if rest[0] == "{" else rest[1:]
        rest = rest.removeprefix("?")
    return None  # it may match nothing at all


def _firsts_of_atom(atom: str) -> frozenset[str] | None:
    if atom.startswith(_GROUP):
        return firsts_of(atom)
    if atom == r"\d":
        return frozenset(_DIGITS)
    if len(atom) > 1 and atom[0] == "[":
        signs = atom[1:-1].replace(r"\d", _DIGITS).replace(r"\s", " ")
        return None if _SPECIAL & set(signs) else frozenset(signs)
    return None if len(atom) > 1 or atom in ".^$" else frozenset(atom)


def _said(pattern: str) -> Iterator[tuple[str, str]]:
    """The alternatives with which a pattern begins, each with the rest of the pattern."""
    for whole in _alternatives(pattern):
        end = _end_of_atom(whole) if whole.startswith(_GROUP) else len(whole)
        end = len(whole) if whole.startswith(_OPTIONAL, end) else end
        for one in _alternatives(whole[:end]):
            yield one, whole[end:]


def _alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, or of the group that it is."""
    if pattern.startswith(_GROUP) and _end_of_atom(pattern) == len(pattern):
        pattern = pattern[len(_GROUP) : -1]
    begin = depth = 0
    for atom in _ATOM.finditer(pattern):
        depth += (atom[0] == "(") - (atom[0] == ")")
        if atom[0] == "|" and not depth:
            yield pattern[begin : atom.start()]
            begin = atom.end()
    yield pattern[begin:]


def _together(patterns: Iterable[str]) -> str:
    """One of the patterns; what several of them begin with is looked for once."""
    after: dict[str, list[str]] = {}  # what follows each such beginning
    for one in dict.fromkeys(patterns):
        end = _end_of_part(one)
        after.setdefault(one[:end], []).append(one[end:])
    found = [_woven(begin) + (_together(rest) if len(rest) > 1 else _woven(rest[0])) for begin, rest in after.items()]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _woven(pattern: str) -> str:
    """The pattern with the alternatives of each of its groups together."""
    found: list[str] = []
    while pattern:
        end = _end_of_atom(pattern)
        atom, pattern = pattern[:end], pattern[end:]
        found.append(f"(?:{_together(_alternatives(atom))})" if atom.startswith(_GROUP) else atom)
    return "".join(found)


def _end_of_part(pattern: str) -> int:
    """Where the first sign, set or group of a pattern ends, with how often it may stand there."""
    end = _end_of_atom(pattern) if pattern else 0
    times = _TIMES.match(pattern, end)
    return times.end() if times else end


def _end_of_atom(pattern: str) -> int:
    """Where the first sign, set or group of a pattern ends."""
    depth = 0
    for atom in _ATOM.finditer(pattern):
        depth += (atom[0] == "(") - (atom[0] == ")")
        if not depth:
            return atom.end()
    return len(pattern)
