"""Places where a test may let a process die: before a commit, after it, between publishing and remembering it.

Production leaves them all unarmed. `ZHANGGUI_FAILPOINT=sales:before_commit` kills the process with SIGKILL when the
named service reaches the named place for the first time (`sales:before_commit:7`: for the seventh time).
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("before_commit", "after_commit", "after_publish", "before_apply_commit", "after_apply")
"""after_commit is also 'before reply' and 'before publish': nothing lies between them."""

_armed: dict[str, int] = {}
_seen: Counter[str] = Counter()


class SimulatedCrash(BaseException):
    """What a test arms in-process instead of SIGKILL: it is no Exception, so that nothing on the way can swallow it."""


def reached(service: str, name: str) -> None:
    """Die here when a test armed this place."""
    if _armed:
        _die_if(f"{service}:{name}", _armed, kill=False)
    if _FROM_ENVIRONMENT:
        _die_if(f"{service}:{name}", _FROM_ENVIRONMENT, kill=True)


@contextmanager
def armed(service: str, name: str, time: int = 1) -> Iterator[None]:
    """Within the block the service crashes with SimulatedCrash when it reaches the place for the n-th time."""
    if name not in NAMES:
        raise ValueError(f"no such fail point: {name}")
    place = f"{service}:{name}"
    _armed[place] = time
    _seen[place] = 0
    try:
        yield
    finally:
        _armed.pop(place, None)


def _die_if(place: str, points: dict[str, int], *, kill: bool) -> None:
    if place not in points:
        return
    _seen[place] += 1
    if _seen[place] != points[place]:
        return
    if kill:
        os.kill(os.getpid(), signal.SIGKILL)
    raise SimulatedCrash(place)


def _from_environment(text: str) -> dict[str, int]:
    if not text:
        return {}
    service, name, *time = text.split(":")
    return {f"{service}:{name}": int(time[0]) if time else 1}


_FROM_ENVIRONMENT = _from_environment(os.environ.get("ZHANGGUI_FAILPOINT", ""))
