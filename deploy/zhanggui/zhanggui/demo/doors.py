"""Two ways into an installation for whoever feeds it: in this process with a clock to move, or over HTTP as it is."""

from datetime import UTC, date, datetime, time
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import select

from chassis.access import EVERYTHING, Principal, operator_principal
from chassis.clock import COMPANY_ZONE, FixedClock
from chassis.operations import Request
from chassis.runtime.embedded import Embedded
from gateway.principals import principal_of
from gateway.users.model import User
from zhanggui.client import Refused

MORNING = time(10, 0)
DEADLINE = 120.0


class Caller(Protocol):
    """Somebody who calls operations; raises Refused for whatever does not succeed."""

    def get(self, path: str, **query: Any) -> Any: ...

    def post(self, path: str, body: Any = None) -> Any: ...

    def put(self, path: str, body: Any) -> Any: ...

    def upload(self, path: str, content: bytes, **query: Any) -> Any: ...


class Door(Protocol):
    """The operator, everybody else by name, the calendar, and patience."""

    @property
    def operator(self) -> Caller: ...

    def person(self, username: str) -> Caller: ...

    def on(self, day: date) -> None: ...

    def settle(self) -> None: ...


class InProcess:
    """Calls the dispatchers of an embedded installation that is not running yet, on any day of the past."""

    def __init__(self, embedded: Embedded, clock: FixedClock):
        self.embedded, self.clock = embedded, clock
        self.operator: Caller = InProcessCaller(embedded, operator_principal())
        self._people: dict[str, Caller] = {}

    def person(self, username: str) -> Caller:
        """The person with the rights of the own roles, as after signing in."""
        if username not in self._people:
            with self.embedded.hosts["gateway"].database.read() as session:
                session.info["reach"] = EVERYTHING
                user = session.scalars(select(User).filter_by(username=username)).one()
                self._people[username] = InProcessCaller(self.embedded, principal_of(session, user))
        return self._people[username]

    def on(self, day: date) -> None:
        """It is ten in the morning of that day; the clock never goes back. Of a day that ends, everybody has heard."""
        morning = datetime.combine(day, MORNING, ZoneInfo(COMPANY_ZONE)).astimezone(UTC)
        if morning > self.clock.instant:
            self.settle()
            self.clock.instant = morning

    def settle(self) -> None:
        self.embedded.settle(600)


class InProcessCaller:
    """One principal at the dispatchers' door."""

    def __init__(self, embedded: Embedded, principal: Principal):
        self._embedded = embedded
        self._token = embedded.hosts["gateway"].signer.sign(principal, 3600)

    def get(self, path: str, **query: Any) -> Any:
        return self._call("GET", path, b"", urlencode(query))

    def post(self, path: str, body: Any = None) -> Any:
        return self._call("POST", path, b"" if body is None else orjson.dumps(body))

    def put(self, path: str, body: Any) -> Any:
        return self._call("PUT", path, orjson.dumps(body))

    def upload(self, path: str, content: bytes, **query: Any) -> Any:
        return self._call("POST", path, content, urlencode(query))

    def _call(self, method: str, path: str, body: bytes, query: str = "") -> Any:
        service, _, rest = path.strip("/").partition("/")
        headers = {"zhanggui-principal": self._token, "idempotency-key": uuid4().hex}
        response = self._embedded.send(service, Request(method, f"/{rest}", query, headers, body), DEADLINE)
        if response.status >= 400:
            raise Refused(f"{method} {path}: {response.body.decode()}")
        return response.json()
