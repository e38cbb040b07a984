"""The way into a running installation, for whoever feeds it: HTTP, on the days as they come."""

import time
from datetime import date
from pathlib import Path

from chassis.runtime.layout import Layout
from zhanggui.client import Client, Refused, operator_client, person_client
from zhanggui.invariants import settle

SETTLE_SECONDS = 300.0
POLL_SECONDS = 0.2


class OverHttp:
    """A door (see doors.py) to the installation that runs on this data directory."""

    def __init__(self, data_dir: Path, password: str):
        self.operator = operator_client(data_dir)
        self._address = Layout(data_dir).address.read_text().strip()
        self._services = self.operator.services()
        self._password = password
        self._people: dict[str, Client] = {}

    def person(self, username: str) -> Client:
        """Signed in as the person."""
        if username not in self._people:
            self._people[username] = person_client(self._address, username, self._password)
        return self._people[username]

    def on(self, day: date) -> None:
        """The calendar of a running system is today's: what is dated says so itself."""

    def settle(self) -> None:
        """Until all jobs have ended and all events are consumed; raises Refused after five minutes."""
        until = time.monotonic() + SETTLE_SECONDS
        while any(self._works(service) for service in self._services):
            if time.monotonic() > until:
                raise Refused(f"jobs are still running after {SETTLE_SECONDS:.0f} s")
            time.sleep(POLL_SECONDS)
        settle(self.operator, SETTLE_SECONDS)

    def _works(self, service: str) -> bool:
        newest = self.operator.get(f"/{service}/system/jobs", limit=20)["items"]
        return any(job["state"] in ("queued", "running") for job in newest)
