"""Plain text set for a mail: lines of 72 characters, quotes with a bar, sections with a rule."""

from textwrap import wrap

_WIDTH = 72


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """The text on lines that begin with `indent`, the first one with `first` if given. Long words are broken, except
    addresses, which must stay whole to be followed."""
    return "\n".join(
        wrap(
            text,
            _WIDTH,
            initial_indent=indent if first is None else first,
            subsequent_indent=indent,
            break_long_words="://" not in text,
            break_on_hyphens=False,
        )
    )


def ruled(text: str, stroke: str = "-") -> str:
    """The text in capitals over a line of its own width."""
    heading = wrapped(text.upper())
    return f"{heading}\n{stroke * max(len(line) for line in heading.splitlines() or [''])}"
