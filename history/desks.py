"""What every app of ours is: routes, and a desk that answers when something is wrong."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeAlias, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from history.languages import Addressed
from policy.model.shelf import OutOfReachError

_E = TypeVar("_E", bound=Exception)
Excuse: TypeAlias = Callable[[Request, _E], Response | Awaitable[Response]]


class Desk(Protocol):
    """What is said where nothing else can be: no such address, the archive out of reach, a mistake of ours."""

    @property
    def refused(self) -> Excuse[HTTPException]: ...
    @property
    def out_of_reach(self) -> Excuse[Exception]: ...
    @property
    def broken(self) -> Excuse[Exception]: ...


def app_of(routes: Sequence[Route], desk: Desk) -> ASGIApp:
    """These routes, at addresses that may begin with a language."""
    starlette = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: desk.refused,  # type: ignore[dict-item] # each gets its own
            OutOfReachError: desk.out_of_reach,
            Exception: desk.broken,
        },
    )
    starlette.router.redirect_slashes = False  # a redirect would repeat the Host header, which is the visitor's word
    return Addressed(starlette)
