"""Companies and products that policies name."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policy.knowledge.sources import HOME, loaded, only, refusal, text, words


@dataclass(frozen=True, slots=True)
class Party:
    """A processor, tracker or partner: its usual name, who owns it, and what it does."""

    name: str
    owner: str
    role: str
    aliases: tuple[str, ...]


@cache
def parties() -> tuple[Party, ...]:
    """The project's own list, and what public lists name beside it (`tools/gazetteer` writes those)."""
    own = read_parties(HOME / "third_parties.toml")
    known = {printed.casefold() for party in own for printed in (party.name, *party.aliases)}
    public = read_parties(HOME / "third_parties_public.toml")
    return own + tuple(one for one in public if one.name.casefold() not in known)


def read_parties(path: Path) -> tuple[Party, ...]:
    """The list in that file; KnowledgeError says where it is wrong."""
    found: dict[str, Party] = {}
    tables = loaded(path).get("party", [])
    for table in tables if isinstance(tables, list) else []:
        name = text(path, table, "name", "[[party]]")
        header = f'name = "{name}"'
        only(path, table, ("name", "owner", "role", "aliases"), header)
        party = Party(
            name=name,
            owner=text(path, table, "owner", header),
            role=text(path, table, "role", header),
            aliases=words(path, table, "aliases", header),
        )
        for printed in (party.name, *party.aliases):
            if printed in found:
                raise refusal(path, f'"{printed}"', f"{printed!r} already belongs to {found[printed].name}; keep one")
            found[printed] = party
    return tuple(dict.fromkeys(found.values()))
