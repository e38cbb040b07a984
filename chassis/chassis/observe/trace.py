"""One trace id from the browser to the last consumer (W3C traceparent)."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
_current: ContextVar[str] = ContextVar("trace", default="")


def new_trace() -> str:
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def current_trace() -> str:
    """The traceparent of what is going on; a new one when nothing was begun."""
    return _current.get() or new_trace()


@contextmanager
def tracing(traceparent: str | None) -> Iterator[str]:
    """Within the block everything belongs to this trace; a missing or malformed one is replaced."""
    trace = traceparent if traceparent and _TRACEPARENT.fullmatch(traceparent) else new_trace()
    token = _current.set(trace)
    try:
        yield trace
    finally:
        _current.reset(token)


def trace_id(traceparent: str) -> str:
    """The 32 hexadecimal digits that people search for in logs."""
    return traceparent.split("-")[1]
