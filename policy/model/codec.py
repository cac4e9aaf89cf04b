"""Frozen values to JSON and back, by their own type hints; used by storage, the command line and the history API.

What a type needs is worked out once, when it is first met: a look reads and writes hundreds of blocks.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
TAG = "is"  # names the member of a union of dataclasses
_Decoder: TypeAlias = Callable[[Any], Any]
_AS_THEY_ARE = (str, int, float, bool, types.NoneType)


def encode(value: object) -> Any:  # noqa: ANN401 – JSON has no narrower type
    """A JSON-able form: dataclasses as objects that leave out defaults, enums by value, times as ISO 8601.

    Raises TypeError for what has no form in JSON.
    """
    if type(value) in _AS_THEY_ARE:
        return value
    match value:
        case tuple() | list():
            return [encode(member) for member in value]
        case Enum():
            return value.value
        case str():
            return str(value)  # a library's own kind of text, such as a header name
        case Mapping():
            return {str(key): encode(member) for key, member in value.items()}
    return encode(layer(value))


def layer(value: object) -> Any:  # noqa: ANN401 – JSON has no narrower type
    """The same, of what JSON has not as it is, with the values in it as they are: what `json.dumps` asks its `default`
    for. Raises TypeError as `encode` does."""
    kind: Any = type(value)  # mypy holds a class to be unhashable when its instances may be
    if (fields := _fields(kind)) is not None:
        row: dict[str, Any] = {TAG: kind.__name__}
        for name, default in fields:
            member = getattr(value, name)
            if member is not default and member != default:
                row[name] = member
        return row
    match value:
        case Enum():
            return value.value
        case datetime() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return dict(value)
    raise TypeError(f"{kind.__name__} has no JSON form")


def decode(kind: type[T], value: object) -> T:
    """The value of that type again; raises ValueError when the JSON is not of that form."""
    wanted: Any = kind  # mypy holds a class to be unhashable when its instances may be
    result: T = _decoder(wanted)(value)
    return result


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...] | None:
    """The fields of a dataclass and their defaults; a default made anew each time is frozen, and made once here. None:
    it is none."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(
        (field.name, field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default)
        for field in dataclasses.fields(kind)
    )


@cache
def _decoder(kind: Any) -> _Decoder:  # noqa: ANN401 – driven by type hints
    """What makes JSON a value of that type."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    return _plain(kind)


def _dataclass(kind: Any) -> _Decoder:  # noqa: ANN401 – driven by type hints
    hints = get_type_hints(kind)
    decoders = {name: _decoder(hint) for name, hint in hints.items()}

    def fields(value: Any) -> Any:  # noqa: ANN401 – the JSON of any dataclass
        if not isinstance(value, dict):
            raise ValueError(f"expected an object for {kind}, found {value!r:.80}")
        try:
            return kind(
                **{
                    # Most members are what JSON has as it is: no call for those.
                    name: member if type(member) is hints[name] else decoders[name](member)
                    for name, member in value.items()
                    if name in decoders
                }
            )
        except TypeError as error:
            raise ValueError(f"{kind}: {error}") from error

    return fields


def _union(members: tuple[Any, ...]) -> _Decoder:
    candidates = [member for member in members if member is not types.NoneType]
    if len(candidates) == 1:
        only = _decoder(candidates[0])
        return lambda value: None if value is None else only(value)
    named = {getattr(member, "__name__", str(member)): _decoder(member) for member in candidates}

    def chosen(value: Any) -> Any:  # noqa: ANN401 – the JSON of any of them
        if value is None:
            return None
        name = value.get(TAG) if isinstance(value, dict) else None
        if name not in named:
            raise ValueError(f"{name!r} is none of {list(named)}")
        return named[name](value)

    return chosen


def _tuple(members: tuple[Any, ...]) -> _Decoder:
    if len(members) == 2 and members[1] is Ellipsis:
        each = _decoder(members[0])
        return lambda value: tuple([each(member) for member in value])
    decoders = tuple(map(_decoder, members))
    return lambda value: tuple([one(member) for one, member in zip(decoders, value, strict=True)])


def _plain(kind: Any) -> _Decoder:  # noqa: ANN401 – driven by type hints
    if kind in (datetime, time):
        from_text: _Decoder = kind.fromisoformat
        return from_text
    if kind is timedelta:
        return lambda value: timedelta(seconds=value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        known = {member.value: member for member in kind}  # a call of the enumeration takes four times as long
        return lambda value: known[value] if type(value) is str and value in known else kind(value)

    def checked(value: Any) -> Any:  # noqa: ANN401 – what JSON has as it is
        if not isinstance(value, kind):
            raise ValueError(f"expected {kind.__name__}, found {value!r:.80}")
        return value

    return checked
