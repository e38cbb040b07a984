"""Whatever a person or a client does is an operation, declared once: all else follows from the declaration."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from marshmallow import Schema as MarshmallowSchema

from chassis.operations import fields

Handler = TypeVar("Handler", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD"})


class Schema(MarshmallowSchema):
    """A schema that refuses fields it does not know."""


class Expected(Schema):
    """For changes of a versioned record: the version the person saw, in the body or as If-Match."""

    expected_version = fields.WholeNumber(load_default=None, allow_none=True)


@dataclass(frozen=True)
class Operation:
    """One thing a person can do. `path` is relative to the service; `title` is (Chinese, English) in business words.

    `scope` is the function a role must grant; None is for `public` operations only. `request` describes the body,
    `query` the query string, `response` what comes back. `upload` operations take the raw body as `content`.
    A `form` operation takes application/x-www-form-urlencoded, too.
    `before` is called with the host and the arguments outside the transaction: slow checks belong there. What it
    returns replaces arguments of the same names. Of a `secret` request nothing is kept, so no Idempotency-Key either.
    `while_viewing`: it changes no record, so who only looks on as a role (N10) may do it, too.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    title: tuple[str, str]
    scope: str | None
    request: type[MarshmallowSchema] | None = None
    query: type[MarshmallowSchema] | None = None
    response: type[MarshmallowSchema] | None = None
    status: int = 200
    upload: bool = False
    public: bool = False
    before: Callable[..., dict[str, Any] | None] | None = None
    secret: bool = False
    form: bool = False
    deadline: float = 10.0
    while_viewing: bool = False

    @property
    def name(self) -> str:
        return self.handler.__name__

    @property
    def writes(self) -> bool:
        return self.method not in SAFE


def operation(
    method: str, path: str, *, title: tuple[str, str], scope: str | None = None, **more: Any
) -> Callable[[Handler], Handler]:
    """Declare a function as an operation. The function stays an ordinary function: tests and siblings may call it."""
    if scope is None and not more.get("public"):
        raise TypeError(f"{method} {path}: an operation names its scope, or says that it is public")

    def declare(handler: Handler) -> Handler:
        handler.__operation__ = Operation(method, path, handler, title, scope, **more)  # type: ignore[attr-defined]
        return handler

    return declare


def operations_in(*modules: ModuleType) -> tuple[Operation, ...]:
    """The operations declared in these modules, in the order of their lines."""
    found = []
    for module in modules:
        for value in vars(module).values():
            declared = getattr(value, "__operation__", None)
            if declared is not None and value.__module__ == module.__name__:
                found.append(declared)
    return tuple(found)


@dataclass(frozen=True)
class Attachment:
    """An answer that is a file."""

    name: str
    content_type: str
    data: bytes
