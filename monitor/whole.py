"""Small files that are whole or not there."""

from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str, mode: int | None = None) -> None:
    """The file holds the text; whoever reads it meanwhile, and whoever does after a disk was full, finds what was there
    before. With a mode, that one whatever the umask is. Raises OSError that names the file."""
    passing = path.with_name(f"{path.name}.new")
    try:
        passing.write_text(text, "utf-8")
        if mode is not None:
            passing.chmod(mode)
        passing.replace(path)
    except OSError as error:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
