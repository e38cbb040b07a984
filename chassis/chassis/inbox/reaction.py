"""Reactions: what a service does when others publish. A reaction parses only the few fields that it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from marshmallow import EXCLUDE, Schema

Handler = TypeVar("Handler", bound=Callable[..., Any])


class Incoming(Schema):
    """The fields a consumer needs of an event; whatever else the event carries is ignored."""

    class Meta:
        unknown = EXCLUDE


@dataclass(frozen=True)
class Reaction:
    """A function `(context, **fields of the schema)` that runs once for each event of a type, in one unit of work."""

    event: str
    schema: type[Schema]
    handler: Callable[..., Any]

    @property
    def producer(self) -> str:
        return self.event.partition(".")[0]


def reaction(event_type: str, schema: type[Schema]) -> Callable[[Handler], Handler]:
    """Declare what happens on an event. The function may carry several declarations."""

    def declare(handler: Handler) -> Handler:
        declared = getattr(handler, "__reactions__", ())
        handler.__reactions__ = (*declared, Reaction(event_type, schema, handler))  # type: ignore[attr-defined]
        return handler

    return declare


def reactions_in(*modules: ModuleType) -> tuple[Reaction, ...]:
    """The reactions declared in these modules, in the order of their lines."""
    return tuple(each for module in modules for value in vars(module).values() for each in _declared(value, module))


def _declared(value: Any, module: ModuleType) -> tuple[Reaction, ...]:
    return getattr(value, "__reactions__", ()) if getattr(value, "__module__", None) == module.__name__ else ()
