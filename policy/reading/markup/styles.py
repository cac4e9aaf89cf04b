"""What of an element's own style makes a difference to what is read."""

import re

_UNDISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_undisplayed(style: str) -> bool:
    """Whether nothing of the element is shown."""
    return _UNDISPLAYED.search(style) is not None


def is_bold(style: str) -> bool:
    """Whether the element's words are bold."""
    if "font-weight" not in style:
        return False
    weight = style.split("font-weight", 1)[1].lstrip(" :")
    return weight.startswith(("bold", "6", "7", "8", "9"))
