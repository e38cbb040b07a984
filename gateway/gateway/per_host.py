"""What a running gateway remembers in its process only: caches and rate limits, one set per host."""

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from chassis.service import Host

Kept = TypeVar("Kept")


class PerHost(Generic[Kept]):
    """One object for each host, made when it is first asked for and forgotten together with the host."""

    def __init__(self, make: Callable[[Host], Kept]):
        self._make = make
        self._kept: WeakKeyDictionary[Host, Kept] = WeakKeyDictionary()

    def of(self, host: Host) -> Kept:
        found = self._kept.get(host)
        # Two threads may make it at the same moment: both then use the one that was kept first.
        return found if found is not None else self._kept.setdefault(host, self._make(host))
