"""A mailbox on this machine: takes every letter by SMTP and keeps it in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

HOST = "127.0.0.1"
_LINE = 1 << 16  # bytes; longer lines are no SMTP (RFC 5321 §4.5.3.1)


class Mailbox:
    """As much of RFC 5321 as a sender needs to deliver; `letters` as they came, oldest first."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[int]:
        """The port letters are taken at, while the mailbox is open."""
        server = await asyncio.start_server(self._visit, HOST, 0, limit=_LINE)
        async with server:
            yield server.sockets[0].getsockname()[1]

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def answer(line: str) -> None:
            writer.write(f"{line}\r\n".encode())
            await writer.drain()

        await answer("220 mailbox.example")
        while line := await reader.readline():
            match line.split(maxsplit=1)[:1]:
                case [verb] if verb.upper() == b"DATA":
                    await answer("354 go on")
                    self.letters.append(await _letter(reader))
                    await answer("250 kept")
                case [verb] if verb.upper() == b"QUIT":
                    await answer("221 goodbye")
                    break
                case [verb] if verb.upper() in (b"HELO", b"EHLO", b"MAIL", b"RCPT", b"RSET", b"NOOP"):
                    await answer("250 mailbox.example")
                case _:
                    await answer("502 unknown here")
        writer.close()


async def _letter(reader: asyncio.StreamReader) -> bytes:
    """The lines up to a single dot, with the dots doubled on the way made single again (RFC 5321 §4.5.2)."""
    lines: list[bytes] = []
    while (line := await reader.readline()) not in (b".\r\n", b""):
        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
    return b"".join(lines)
