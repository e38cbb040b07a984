"""Who is at the other end of the line: known to the edge, asked for by the operations of sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Client:
    """The address a request comes from, and the session it belongs to."""

    address: str = "-"
    session_id: UUID | None = None


NOBODY = Client()
_current: ContextVar[Client] = ContextVar("client")


def current_client() -> Client:
    return _current.get(NOBODY)


@contextmanager
def serving(client: Client) -> Iterator[None]:
    """Within the block everything is done for this client."""
    token = _current.set(client)
    try:
        yield
    finally:
        _current.reset(token)
