"""A reply being taken: the facts of its connection, its headers, and its body under caps."""

import asyncio
import hashlib
import ssl
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import aiohttp
from aiohttp.client_reqrep import ClientResponse
from aiohttp.connector import Connection
from multidict import CIMultiDictProxy

from crawler.asks import Answer, Ask
from crawler.bodies import unpacked
from crawler.errors import words_of
from crawler.troubles import Trouble
from policy.model.captures import Failure, Response, TlsFacts

_OFF_LOOP = 256 * 1024  # larger encoded bodies are decoded in a thread
_WITH_PAGE = (200, 203)


class Answering(ClientResponse):
    """A response that notes its connection while it has one: aiohttp lets it go before the caller looks."""

    peer: str | None = None
    tls: TlsFacts | None = None

    async def start(self, connection: Connection) -> ClientResponse:
        transport = connection.transport
        if transport is not None:
            peername = transport.get_extra_info("peername")
            self.peer = str(peername[0]) if peername else None
            secured = transport.get_extra_info("ssl_object")
            self.tls = _tls_facts(secured) if secured is not None else None
        return await super().start(connection)


async def answer_of(raw: Answering, ask: Ask, decoding: Executor) -> Answer:
    version = raw.version
    response = Response(
        url=ask.url,
        status=raw.status,
        headers=_headers(raw.headers),
        http_version=f"{version.major}.{version.minor}" if version else "",
        peer=raw.peer,
        tls=raw.tls,
        wire_bytes=0,
        body_bytes=0,
        body_sha256=None,
    )
    if raw.status not in _WITH_PAGE:
        return Answer(response, b"")
    wire = bytearray()
    try:
        await _take(raw, ask, wire)
        codings = ",".join(raw.headers.getall("Content-Encoding", ()))
        unpack = partial(unpacked, bytes(wire), codings, ask.caps, ask.whole)
        aside = bool(codings) and len(wire) > _OFF_LOOP
        body = await asyncio.get_running_loop().run_in_executor(decoding, unpack) if aside else unpack()
    except Trouble as trouble:
        came = replace(response, wire_bytes=len(wire))
        raise Trouble(trouble.failure, trouble.detail, came) from trouble
    except (aiohttp.ClientError, OSError) as error:
        came = replace(response, wire_bytes=len(wire))
        raise Trouble(Failure.TRANSPORT, f"the body was cut short: {words_of(error)}", came) from error
    digest = hashlib.sha256(body).hexdigest()
    return Answer(replace(response, wire_bytes=len(wire), body_bytes=len(body), body_sha256=digest), body)


async def _take(raw: ClientResponse, ask: Ask, wire: bytearray) -> None:
    """The undecoded body, read into `wire` up to its cap."""
    cap = ask.caps.wire
    stated = raw.content_length or 0
    if stated > cap and ask.whole:
        raw.close()
        raise Trouble(Failure.TOO_LARGE, f"the server states {stated} bytes, more than {cap}")
    async for chunk in raw.content.iter_any():
        wire += chunk
        if len(wire) <= cap:
            continue
        raw.close()
        if ask.whole:
            raise Trouble(Failure.TOO_LARGE, f"the body is larger than {cap} bytes")
        del wire[cap:]
        return


def _headers(raw: CIMultiDictProxy[str]) -> tuple[tuple[str, str], ...]:
    """Every header as printable text; bytes that are not UTF-8 are read as Latin-1 (RFC 9110 §5.5)."""
    return tuple((_text(name), _text(value)) for name, value in raw.items())


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode(errors="surrogateescape").decode("latin-1")
    return value


def _tls_facts(secured: ssl.SSLObject) -> TlsFacts:
    cipher = secured.cipher()
    leaf = secured.getpeercert(binary_form=True) or b""
    not_after = str((secured.getpeercert() or {}).get("notAfter", ""))
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), UTC).isoformat() if not_after else ""
    return TlsFacts(
        version=secured.version() or "",
        cipher=cipher[0] if cipher else "",
        leaf_sha256=hashlib.sha256(leaf).hexdigest(),
        not_after=ends,
    )
