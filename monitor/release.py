"""Which release this is."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """The version installed; "0" when run from a bare tree."""
    try:
        return version("clausewatch")
    except PackageNotFoundError:
        return "0"
