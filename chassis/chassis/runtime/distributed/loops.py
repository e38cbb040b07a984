"""A loop that outlives its database, its broker and its siblings: it must never raise, nor wait for ever."""

import threading
import time
from collections.abc import Callable

from chassis.observe import logger

STEADY_SECONDS = 5.0
"""Work that lasted so long was working: when it breaks again, that is news."""
_log = logger("loop")


def forever(name: str, work: Callable[[], None], between: Callable[[], None], stop: threading.Event) -> None:
    """`work` until it breaks, then `between`, then again; the same trouble is told once."""
    told = ""
    while not stop.is_set():
        began = time.monotonic()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the edge of a thread: were it to end, nameko would end everything
            trouble = f"{type(error).__name__}: {error}"
            if trouble != told or time.monotonic() - began > STEADY_SECONDS:
                _log.warning("interrupted", loop=name, error=trouble)
            told = trouble
        between()
