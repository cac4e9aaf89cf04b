"""Frozen values to JSON and back, by their own type hints; used by storage, the command line and the history API."""

import dataclasses
import types
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
TAG = "is"  # names the member of a union of dataclasses


def encode(value: object) -> Any:  # noqa: ANN401 – JSON has no narrower type
    """A JSON-able form: dataclasses as objects that leave out defaults, enums by value, times as ISO 8601.

    Raises TypeError for what has no form in JSON.
    """
    match value:
        case Enum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case datetime() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case tuple() | list():
            return [encode(member) for member in value]
        case Mapping():
            return {str(key): encode(member) for key, member in value.items()}
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return _encode_fields(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def decode(kind: type[T], value: object) -> T:
    """The value of that type again; raises ValueError when the JSON is not of that form."""
    result: T = _decode(kind, value)
    return result


def _encode_fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 – any dataclass
    row: dict[str, Any] = {TAG: type(value).__name__}
    for field in dataclasses.fields(value):
        member = getattr(value, field.name)
        if member != _default(field):
            row[field.name] = encode(member)
    return row


def _default(field: "dataclasses.Field[Any]") -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:  # noqa: ANN401 – driven by type hints
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), value)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value)
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise ValueError(f"expected an object for {kind}, found {value!r:.80}")
        hints = _hints(kind)  # type: ignore[arg-type] # mypy sees an instance, this is the class
        fields = {name: _decode(hints[name], member) for name, member in value.items() if name in hints}
        try:
            return kind(**fields)  # type: ignore[operator] # as above
        except TypeError as error:
            raise ValueError(f"{kind}: {error}") from error
    return _decode_plain(kind, value)


def _decode_union(members: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401 – driven by type hints
    if value is None:
        return None
    candidates = [member for member in members if member is not types.NoneType]
    if len(candidates) == 1:
        return _decode(candidates[0], value)
    named = value.get(TAG) if isinstance(value, dict) else None
    for member in candidates:
        if getattr(member, "__name__", None) == named:
            return _decode(member, value)
    raise ValueError(f"{named!r} is none of {[getattr(member, '__name__', member) for member in candidates]}")


def _decode_tuple(members: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401 – driven by type hints
    if len(members) == 2 and members[1] is Ellipsis:
        return tuple(_decode(members[0], member) for member in value)
    return tuple(_decode(kind, member) for kind, member in zip(members, value, strict=True))


def _decode_plain(kind: Any, value: Any) -> Any:  # noqa: ANN401 – driven by type hints
    if kind in (datetime, time):
        return kind.fromisoformat(value)
    if kind is timedelta:
        return timedelta(seconds=value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if not isinstance(value, kind):
        raise ValueError(f"expected {kind.__name__}, found {value!r:.80}")
    return value
