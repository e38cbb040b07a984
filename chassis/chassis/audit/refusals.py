"""Refused requests in the audit trail (X9): two entries a minute for a person and an operation, however many came."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from chassis.access import Principal
from chassis.audit.noting import noted
from chassis.observe import logger

if TYPE_CHECKING:
    from chassis.service import Host

WINDOW = timedelta(minutes=1)
MOST_KEPT = 10_000
"""Pairs of person and operation that are remembered; beyond, refusals are counted in the metrics only."""
_log = logger("audit")


@dataclass
class _Counted:
    principal: Principal
    function: str
    since: datetime
    more: int = 0
    """Refusals since the entry was written."""


class Refusals:
    """Writes the first of a minute at once, and the number of those that followed when the minute is over."""

    def __init__(self, host: "Host"):
        self.host = host
        self._counted: dict[tuple[str, str], _Counted] = {}
        self._lock = threading.Lock()

    def add(self, principal: Principal, operation: str, function: str) -> None:
        """A signed-in person was refused an operation; `function` is what the roles would have to grant."""
        now = self.host.clock.now()
        with self._lock:
            known = self._counted.get((str(principal.id), operation))
            if known is not None and known.since + WINDOW > now:
                known.more += 1
                return
            if known is None and len(self._counted) >= MOST_KEPT:
                return
            self._counted[str(principal.id), operation] = _Counted(principal, function, now)
        if known is not None and known.more:
            self._write(known, operation, known.more)
        self._write(_Counted(principal, function, now), operation, 1)

    def settle(self, *, everything: bool = False) -> None:
        """Write down what was counted in minutes that are over; `everything` when the service ends."""
        if not self._counted:
            return
        now = self.host.clock.now()
        with self._lock:
            over = [key for key, each in self._counted.items() if everything or each.since + WINDOW <= now]
            ended = {key: self._counted.pop(key) for key in over}
        for (_person, operation), each in ended.items():
            if each.more:
                self._write(each, operation, each.more)

    def _write(self, refused: _Counted, operation: str, times: int) -> None:
        try:
            noted(self.host, refused.principal, operation, "refused", "Function", refused.function, times=times)
        except SQLAlchemyError:
            # The answer to the person is the same whether or not the database can be written to at this moment.
            _log.exception("refusal not written", service=self.host.name, operation=operation)
