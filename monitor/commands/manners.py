"""How two documents are judged, as options of the command line."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from monitor.watching import load as load_rules
from policy.model.targets import DocumentType, WatchRule


@dataclass(frozen=True, slots=True)
class Manner:
    """What is known of the documents, and what of them somebody watches for."""

    family: DocumentType | None  # None: the documents tell it themselves
    brands: tuple[str, ...]
    watch: tuple[WatchRule, ...]


def judging_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options, which it is given as one argument `manner`."""

    @functools.wraps(command)
    def judged(
        *args: object, family: str | None, brands: tuple[str, ...], rules: Path | None, **others: object
    ) -> None:
        manner = Manner(DocumentType(family) if family else None, brands, load_rules(rules) if rules else ())
        return command(*args, manner=manner, **others)

    for option in reversed(_OPTIONS):
        judged = option(judged)
    return judged


_OPTIONS = (
    click.option(
        "--type", "family", type=click.Choice([one.value for one in DocumentType]), help="What the documents are for."
    ),
    click.option("--brand", "brands", multiple=True, help="A brand of the publisher's own: never a third party."),
    click.option(
        "--watch",
        "rules",
        type=click.Path(dir_okay=False, exists=True, path_type=Path),
        metavar="FILE",
        help="Own watch rules too: the [[watch]] tables of FILE, such as a clausewatch.toml.",
    ),
)
