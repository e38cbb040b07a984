"""Eventlet: `make_green` comes before every other import of the process."""

import eventlet


def make_green() -> None:
    """Sockets, locks and threads give way while they wait; psycopg2 is taught the same in `waiting`."""
    eventlet.monkey_patch()


def limit(seconds: float) -> eventlet.Timeout:
    """A block that ends with TimeoutError after so many seconds."""
    # A bare eventlet.Timeout is a BaseException: it would pass every `except` on its way out of the process.
    return eventlet.Timeout(seconds, TimeoutError(f"nothing within {seconds} s"))
