"""Every place that can open a socket, by name: a new one must say here why it needs no guard, or which guard it has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("crawler", "history", "monitor", "notifications", "policy", "storage")
# Modules that open sockets, or start programs that do.
_OPENERS = frozenset(
    {
        "aiohttp", "apprise", "asyncio.subprocess", "ftplib", "http.client", "http.server", "httpx", "imaplib",
        "playwright", "poplib", "psycopg", "requests", "smtplib", "socket", "socketserver", "subprocess", "telnetlib",
        "twisted", "urllib.request", "urllib3", "uvicorn", "xmlrpc", "wayback",
    }
)  # fmt: skip
_CALLS = frozenset(
    {
        "create_connection", "create_datagram_endpoint", "create_engine", "create_server", "create_subprocess_exec",
        "create_subprocess_shell", "create_unix_connection", "open_connection", "open_unix_connection", "popen",
        "sock_connect", "start_server", "system", "urlopen",
    }
)  # fmt: skip
GUARDED = {
    "crawler/wire.py": "pages, robots.txt, redirects, `add`, `read`: is_dialable before every connection",
    "crawler/rendering/proxy.py": "the browser's only way out: is_dialable before every connection",
    "notifications/channels/posting.py": "webhooks and heartbeats: the guard of the settings before every connection",
    "notifications/channels/chat.py": "chat services: an audit hook asks the guard before every connection",
}
UNGUARDED = {
    "crawler/errors.py": "names the exceptions of the wire",
    "crawler/names.py": "asks the system for addresses, connects to none",
    "crawler/rendering/__main__.py": "drives the browser, which has no way but the proxy",
    "crawler/rendering/browsers.py": "starts the process of the browser",
    "crawler/replies.py": "takes replies on connections that the wire opened",
    "crawler/rendering/tab.py": "drives the browser, which has no way but the proxy",
    "history/connections.py": "connections that readers opened; opens none",
    "history/serving.py": "listens for readers",
    "monitor/claims.py": "the name of this machine",
    "monitor/commands/worker.py": "the name of this machine",
    "monitor/signals.py": "says READY to systemd, on a socket of this machine",
    "monitor/demo/mailbox.py": "the demo's own mail server, on loopback",
    "monitor/demo/site.py": "the demo's own web site, on loopback",
    "monitor/demo/story.py": "a free port for the demo",
    "monitor/pulse.py": "names the exceptions of posting",
    "notifications/channels/smtp.py": "the owner's mail server, which may well stand in a private network",
    "notifications/channels/webhook.py": "names the exceptions of posting",
    "storage/engines.py": "the owner's database, which may well stand in a private network",
}


def _names(tree: ast.AST) -> Iterator[str]:
    """Modules of that kind that are imported, and calls of that kind."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (module, *(f"{module}.{one.name}" for one in names))
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in _CALLS:
                yield name


def _opens(path: Path) -> bool:
    found = set(_names(ast.parse(path.read_text("utf-8"))))
    parents = {".".join(name.split(".")[:depth]) for name in found for depth in (1, 2)}
    return bool(found & _CALLS or (found | parents) & _OPENERS)


@pytest.mark.slow(1)
def test_every_place_that_can_open_a_socket_is_known() -> None:
    files = (path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
    found = {str(path.relative_to(HOUSE)) for path in files if _opens(path)}
    assert found == GUARDED.keys() | UNGUARDED.keys()
