"""Serves bombs beside a page, fetches them all, and prints what became of each and how large the process grew.

usage: python -m tests.crawler.bombs MEBIBYTES (what each bomb unfolds to)
"""

import asyncio
import gzip
import importlib
import json
import resource
import sys
import time
import zlib
from collections.abc import Callable, Iterator

from backports import zstd

from policy.model.captures import Failed
from tests.crawler.sites import fetch_all, fetcher, order, running_site

brotli = importlib.import_module("brotli")  # it carries no types
_MIB = bytes(1024 * 1024)


def _gzipped(pieces: Iterator[bytes]) -> bytes:
    coder = zlib.compressobj(9, wbits=31)
    return b"".join(map(coder.compress, pieces)) + coder.flush()


def _zstd(pieces: Iterator[bytes]) -> bytes:
    coder = zstd.ZstdCompressor()
    return b"".join(map(coder.compress, pieces)) + coder.flush()


def _brotli(pieces: Iterator[bytes]) -> bytes:
    coder = brotli.Compressor(quality=5)
    return b"".join((*map(coder.process, pieces), coder.finish()))


_CODERS: dict[str, Callable[[Iterator[bytes]], bytes]] = {"gzip": _gzipped, "zstd": _zstd, "br": _brotli}


def _served(size: int) -> Iterator[tuple[str, str, bytes]]:
    """Each bomb by name, with how it says it is coded."""
    for name, coder in _CODERS.items():
        yield name, name, coder(_MIB for _ in range(size))
    inner = _gzipped(_MIB for _ in range(size))
    yield "nested", "gzip, gzip", gzip.compress(inner)
    yield "mixed", "gzip, zstd", zstd.compress(inner)
    yield "deep", ", ".join(["gzip"] * 12), inner


async def main(size: int) -> None:
    async with running_site() as site:
        orders = [order(site.serve("/page"), name="page")]
        for name, coding, body in _served(size):
            orders.append(order(site.serve(f"/{name}", body, Content_Encoding=coding), name=name))
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        outcomes = await fetch_all(fetcher(), *orders)
    found = {name: one.failure.value if isinstance(one, Failed) else "fetched" for name, one in outcomes.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent = time.process_time() - begun
    sys.stdout.write(json.dumps({"found": found, "before": before, "peak": peak, "cpu": spent}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
