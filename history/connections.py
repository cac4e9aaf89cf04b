"""Connections of readers: none is kept by whoever only opens it, asks a byte a minute or never takes the answer."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


class Connection(H11Protocol):
    """Uvicorn waits for ever for a request and for whoever takes an answer: five hundred connections that say nothing
    shut everybody else out, and take the watch's own handles where it serves the pages itself."""

    asking = 10.0  # seconds from the first byte, or the opening, until a request is whole
    answering = 120.0  # and from then on until its answer was taken
    most = 512  # at once; Uvicorn says 503 from 500 on

    _timer: asyncio.TimerHandle | None = None  # None: nothing is awaited of this reader
    _limit = 0.0  # seconds, that the timer was set to; 0: it is to be set anew

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as Uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._await(self.asking)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._await(self.answering if self._is_asked() and not self.cycle.more_body else self.asking)

    def on_response_complete(self) -> None:
        self._limit = 0.0
        if not self.transport.get_write_buffer_size():
            self._rest()
        super().on_response_complete()
        if self._is_asked():  # at once with what was asked before
            self._await(self.answering)

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _is_asked(self) -> bool:
        """Whether a request is to be answered."""
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request, whatever Uvicorn says
        return cycle is not None and not cycle.response_complete

    def _await(self, seconds: float) -> None:
        """The connection ends when that does not come in time; what trickles in meanwhile wins no more of it."""
        if seconds != self._limit:
            self._rest()
            self._timer, self._limit = self.loop.call_later(seconds, self.transport.abort), seconds

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer, self._limit = None, 0.0
