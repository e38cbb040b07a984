"""Who is at the other end of the line: known to the edge, asked for by the operations of sessions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from gateway.sessions.model import COMPLETE


@dataclass(frozen=True)
class Client:
    """The address and program a request comes from, the session it belongs to, and how far that has got."""

    address: str = "-"
    agent: str = ""
    session_id: UUID | None = None
    stage: str = COMPLETE


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
