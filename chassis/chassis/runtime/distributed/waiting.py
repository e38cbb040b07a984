"""psycopg2 waits here for its database: never without a limit, and under eventlet without holding the others up.

psycopg2's own `connect_timeout` does not count while a callback waits, and nothing else would notice a database that
accepts connections and answers nothing.
"""

import select
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import psycopg2
from psycopg2 import extensions
from sqlalchemy import Engine

CONNECT_SECONDS = 3.0
SILENCE_SECONDS = 12.0
"""Above the database's lock_timeout and the usual deadline of a request: whoever asked has given up by then. What
takes longer belongs into a job; workers wait as long as the database's own statement_timeout says."""

Ready = Callable[[int, bool, float], bool]
"""(file number, to write?, seconds) -> whether it became ready in time."""
_limit: ContextVar[float] = ContextVar("silence limit", default=SILENCE_SECONDS)


def ready_in_a_thread(number: int, writing: bool, seconds: float) -> bool:
    poll = select.poll()
    poll.register(number, select.POLLOUT if writing else select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def ready_in_a_greenlet(number: int, writing: bool, seconds: float) -> bool:
    import eventlet
    from eventlet.hubs import trampoline

    try:
        trampoline(number, read=not writing or None, write=writing or None, timeout=seconds)
    except eventlet.Timeout:  # a BaseException, so it must not leave this place
        return False
    return True


def wait_with(ready: Ready) -> None:
    """Install for every PostgreSQL connection of this process."""

    def wait(connection: Any) -> None:
        connecting = connection.status == extensions.STATUS_SETUP
        seconds = CONNECT_SECONDS if connecting else _limit.get()
        while (state := connection.poll()) != extensions.POLL_OK:
            if state not in (extensions.POLL_READ, extensions.POLL_WRITE):
                raise psycopg2.OperationalError(f"unexpected answer from poll: {state}")
            if not ready(connection.fileno(), state == extensions.POLL_WRITE, seconds):
                raise psycopg2.OperationalError("the database is silent")

    extensions.set_wait_callback(wait)


def limit_pings(engine: Engine) -> None:
    """The question whether a pooled connection still lives is answered at once or never."""
    ping = engine.dialect.do_ping

    def limited(connection: Any) -> bool:
        token = _limit.set(CONNECT_SECONDS)
        try:
            return ping(connection)
        finally:
            _limit.reset(token)

    engine.dialect.do_ping = limited  # type: ignore[method-assign, assignment]
