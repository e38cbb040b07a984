"""How often somebody may ask who has which customer (N2): enough for work, not enough to copy the archive."""

import threading
from collections import deque
from datetime import datetime, timedelta
from uuid import UUID
from weakref import WeakKeyDictionary

from chassis.model import TooManyRequests
from chassis.operations import Context
from chassis.service import Host

PER_HOUR = 300
"""Checks of one person in an hour, in one process; the setting `crm.collision_checks_per_hour`."""
HOUR = timedelta(hours=1)


class TooManyProbes(TooManyRequests):
    code = "crm.too_many_checks"
    zh = "查重次数过多，请 {retry_after} 秒后再试"
    en = "Too many collision checks; try again in {retry_after} seconds"


class _Asked:
    """When each person asked in the last hour."""

    def __init__(self) -> None:
        self._at: dict[UUID, deque[datetime]] = {}
        self._lock = threading.Lock()

    def add(self, person: UUID, now: datetime, most: int) -> timedelta | None:
        """Note one more; None, or how long to wait when there were too many."""
        with self._lock:
            at = self._at.setdefault(person, deque())
            while at and at[0] <= now - HOUR:
                at.popleft()
            if len(at) >= most:
                return at[0] + HOUR - now
            at.append(now)
            return None


_asked: WeakKeyDictionary[Host, _Asked] = WeakKeyDictionary()


def count_probe(ctx: Context) -> None:
    """Raises TooManyProbes; the operator is not counted."""
    if ctx.principal.kind == "operator":
        return
    most = int(ctx.host.settings.get("crm.collision_checks_per_hour", PER_HOUR))
    wait = _asked.setdefault(ctx.host, _Asked()).add(ctx.principal.id, ctx.now(), most)
    if wait is not None:
        raise TooManyProbes(wait)
