"""When a page that is being built by scripts has come to rest."""

from collections import deque
from dataclasses import dataclass

PAUSE = 0.5  # seconds between two samples
_LITTLE = 200  # characters: less is no policy, but perhaps "loading …"
_ALIKE = 3  # samples in a row: unchanged for a second
_FOR_REQUESTS = 15.0  # seconds after which requests still open are taken for polling, which never ends
_FOR_ALL = 15.0  # seconds after which a text that only wavers is taken: a clock, a counter, a ticker goes on for ever
_WAVERING = 10  # samples within which it is seen to grow no more
_A_LITTLE = 40  # characters by which it may waver
_FOR_TEXT = 10.0  # seconds after which a page with little text is believed to have no more


@dataclass(frozen=True, slots=True)
class Sample:
    """A page at a moment: length of its visible text, number of its elements, requests it waits for."""

    text: int
    elements: int
    requests: int


class Rest:
    """The watch over one page, whose whole time is `limit` seconds."""

    def __init__(self, limit: float) -> None:
        self._requests_until = min(_FOR_REQUESTS, limit / 2)
        self._text_until = min(_FOR_TEXT, limit / 2)
        self._all_until = min(_FOR_ALL, limit / 2)
        self._texts: deque[int] = deque(maxlen=_WAVERING)
        self._last: tuple[int, int] | None = None
        self._alike = 0

    def is_reached(self, sample: Sample, passed: float) -> bool:
        """Whether the page, `passed` seconds after it was opened, is done: text and elements alike three times in a
        row, nothing it waits for, and more than a few words. After a while the text alone decides, and may waver."""
        seen = (sample.text, sample.elements)
        self._alike = self._alike + 1 if seen == self._last else 1
        self._last = seen
        self._texts.append(sample.text)
        if sample.requests and passed < self._requests_until:
            return False
        if sample.text < _LITTLE and passed < self._text_until:
            return False
        return self._alike >= _ALIKE or (passed >= self._all_until and self._is_wavering())

    def begin_anew(self) -> None:
        """What was alike so far counts no more; time goes on."""
        self._last = None

    def _is_wavering(self) -> bool:
        """Whether the text goes up and down a little and was never longer lately than it had been before."""
        texts = list(self._texts)
        longest = max(texts)
        is_grown = texts.index(longest) >= _WAVERING // 2
        return len(texts) == _WAVERING and longest - min(texts) <= _A_LITTLE and not is_grown
