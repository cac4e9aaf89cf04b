"""What is to be read of a page, as options of the command line: the same words as in a target file."""

import functools
from collections.abc import Callable

import click

from policy.model.targets import DocumentType, ReadingOptions
from policy.reading import selector_fault


def _selectors(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    for selector in given:
        fault = selector_fault(selector)
        if fault is not None:
            raise click.BadParameter(fault)
    return given


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options, which it is given as one argument `wishes`."""

    @functools.wraps(command)
    def wished(
        *args: object,
        select: tuple[str, ...],
        remove: tuple[str, ...],
        follow: tuple[str, ...],
        kind: str | None,
        **others: object,
    ) -> None:
        wishes = ReadingOptions(select, remove, follow, DocumentType(kind) if kind and not select else None)
        return command(*args, wishes=wishes, **others)

    for option in reversed(_OPTIONS):
        wished = option(wished)
    return wished


_OPTIONS = (
    click.option(
        "--select", metavar="CSS", multiple=True, callback=_selectors, help="Read only what this selector names."
    ),
    click.option("--remove", metavar="CSS", multiple=True, callback=_selectors, help="Leave out what it names."),
    click.option(
        "--follow",
        metavar="HEADING",
        multiple=True,
        help="Of a page of several policies, read the one under this heading, or at this place (#name).",
    ),
    click.option(
        "--type",
        "kind",
        type=click.Choice([kind.value for kind in DocumentType]),
        help="As for a target of this type: policies of other types on the page are left out.",
    ),
)
