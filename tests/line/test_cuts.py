"""Half an answer, however it is coded and framed and wherever it is cut, makes no version and no mail."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from policy.model.looks import Checked, Event, State
from tests.line.cuts import FORMS, POINTS, cuts, whole
from tests.line.house import line, write
from tests.line.policies import CHANGED, POLICY

A_WEEK = timedelta(days=8)  # longer than any back-off


@asynccontextmanager
async def _served(answers: dict[str, bytes], resets: bool) -> AsyncIterator[str]:
    """The address of a server that answers by path in its own bytes and hangs up, or resets the connection."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            asked = await reader.readuntil(b"\r\n\r\n")
            path = asked.split(b" ")[1].decode()
            writer.write(answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
            await writer.drain()
            if resets and path in answers:
                writer.transport.abort()
        with contextlib.suppress(OSError):
            writer.close()
            await writer.wait_closed()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.slow(6)
@pytest.mark.parametrize("resets", [False, True])
async def test_an_answer_cut_at_any_of_twenty_points_in_any_coding_is_never_a_version(
    resets: bool, tmp_path: Path
) -> None:
    names = {f"f{number}": form for number, form in enumerate(FORMS)}
    answers = {f"/{name}": whole(form, POLICY.encode()) for name, form in names.items()}
    async with _served(answers, resets=False) as healthy:
        write(tmp_path, {name: f"{healthy}/{name}" for name in names})
        with line(tmp_path) as watch:
            first = await watch.look()
            ahead = watch.clock.ahead
    assert {look.event for look in first} == {Event.FIRST}
    async with _served(answers, resets) as broken:
        write(tmp_path, {name: f"{broken}/{name}" for name in names})
        with line(tmp_path, ahead=ahead) as watch:
            looks: list[Checked] = []
            for point in range(POINTS):
                answers |= {f"/{name}": cuts(whole(form, CHANGED.encode()))[point] for name, form in names.items()}
                looks += await watch.look(A_WEEK)
            cards = watch.documents()
            watch.tell()
            told = watch.changes()
            answers |= {f"/{name}": whole(form, CHANGED.encode()) for name, form in names.items()}
            mended = () if resets else await watch.look_twice(A_WEEK)
    assert (len(looks), {look.event for look in looks}) == (POINTS * len(FORMS), {Event.FAILED})
    assert {card.state for card in cards.values()} == {State.UNREACHABLE}
    assert (told, {card.versions for card in cards.values()}) == ((), {1})
    assert resets or {look.event for look in mended} == {Event.HELD, Event.CHANGED}
