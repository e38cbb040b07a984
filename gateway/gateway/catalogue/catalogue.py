"""The routes of all services, taken from what they say of themselves while everything runs.

A team deploys a new operation and the gateway finds it: every 30 s in the background, or at once when somebody asks
for a route that is not known. The last answers are kept in the database, so that a service that is down keeps its
routes (its callers are told "unavailable", not "unknown").
"""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from chassis.observe import logger, new_trace
from chassis.operations import Request, Response
from chassis.operations.openapi import describe_operation
from chassis.operations.problems import Unavailable, UnknownRoute, WrongMethod
from chassis.operations.transport import Transport, TransportError
from chassis.service import Host
from gateway.catalogue.model import DescribedService

REFRESH_EVERY = 30.0
ASK_AGAIN_AFTER = 2.0
"""Seconds: how often the catalogue is renewed, and how soon an unknown route may ask the same service again."""
DESCRIBE_DEADLINE = 5.0
_log = logger("catalogue")


@dataclass(frozen=True)
class Route:
    """An operation as the gateway needs to know it. Below /system nothing is for strangers, whatever it says."""

    service: str
    method: str
    path: str
    name: str
    public: bool
    upload: bool
    deadline: float
    form: bool = False

    @classmethod
    def of(cls, service: str, described: Mapping[str, Any]) -> "Route":
        path = described["path"]
        public = bool(described["public"]) and not path.startswith("/system/")
        deadline = float(described["deadline"])
        upload, form = bool(described["upload"]), bool(described.get("form"))  # older releases say nothing of forms
        return cls(service, described["method"], path, described["name"], public, upload, deadline, form)


@dataclass(frozen=True)
class Described:
    """A service's description and the routes made from it."""

    description: Mapping[str, Any]
    routes: tuple[tuple[re.Pattern[str], Route], ...]

    @classmethod
    def of(cls, service: str, description: Mapping[str, Any]) -> "Described":
        routes = [Route.of(service, each) for each in description["operations"]]
        return cls(description, tuple((_pattern(route.path), route) for route in routes))

    def find(self, method: str, path: str) -> Route | None:
        """The route; None when the path is unknown; raises WrongMethod."""
        allowed = []
        for pattern, route in self.routes:
            if pattern.fullmatch(path):
                if route.method == method:
                    return route
                allowed.append(route.method)
        if allowed:
            raise WrongMethod(allowed=sorted(set(allowed)))
        return None


class Catalogue:
    """What every service can do, as last heard."""

    def __init__(self, host: Host, transport: Transport):
        self.host, self.transport = host, transport
        own: dict[str, Any] = {"service": host.name, "title": list(host.service.title)}
        own["operations"] = [describe_operation(each) for each in host.operations]
        self.services: dict[str, Described] = {host.name: Described.of(host.name, own)}
        self.services |= {name: Described.of(name, description) for name, description in self._remembered()}
        self.generation = 0
        self._refreshed = 0.0
        self._asked: dict[str, float] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._refreshing = threading.Lock()

    def find(self, service: str, method: str, path: str) -> Route:
        """The route; raises UnknownRoute, WrongMethod, or Unavailable for a service that has never answered."""
        self._refresh_when_old()
        try:
            return self._known(service, method, path)
        except (UnknownRoute, WrongMethod, Unavailable):
            # A new release may answer here: whether it does is known after asking.
            if not self._ask_again(service):
                raise
        return self._known(service, method, path)

    def refresh(self) -> None:
        """Ask every service what it can do."""
        for service in self.siblings:
            self._ask(service)

    @property
    def siblings(self) -> list[str]:
        """The services behind the gateway."""
        return [name for name in self.transport.services if name != self.host.name]

    def _refresh_when_old(self) -> None:
        if time.monotonic() - self._refreshed < REFRESH_EVERY or not self._refreshing.acquire(blocking=False):
            return
        self._refreshed = time.monotonic()
        threading.Thread(target=self._refresh_in_background, name="catalogue", daemon=True).start()

    def _refresh_in_background(self) -> None:
        try:
            self.refresh()
        finally:
            self._refreshing.release()

    def _known(self, service: str, method: str, path: str) -> Route:
        known = self.services.get(service)
        if known is None:
            raise Unavailable(service=service) if service in self.siblings else UnknownRoute
        if route := known.find(method, path):
            return route
        raise UnknownRoute

    def _ask_again(self, service: str) -> bool:
        """Whether there is a newer answer now: not from a service that answered a moment ago."""
        if service not in self.siblings:
            return False
        began = time.monotonic()
        with self._locks[service]:
            asked = self._asked.get(service, -ASK_AGAIN_AFTER)
            if asked < began and began - asked < ASK_AGAIN_AFTER:
                return False
            if asked < began:
                self._listen(service)
        return True

    def _ask(self, service: str) -> None:
        with self._locks[service]:
            self._listen(service)

    def _listen(self, service: str) -> None:
        """Ask a service what it can do, and remember the answer. The service's lock is held."""
        request = Request("GET", "/system/describe", headers={"traceparent": new_trace()})
        try:
            description = _description(self.transport.send(service, request, DESCRIBE_DEADLINE))
            described = Described.of(service, description)
        except (TransportError, ValueError, KeyError, TypeError) as error:
            _log.warning("no description", service=service, error=str(error))
            return
        finally:
            self._asked[service] = time.monotonic()
        known = self.services.get(service)
        if known is None or known.description != description:
            self.services[service] = described
            self.generation += 1
            self._remember(service, description)

    def _remembered(self) -> Iterable[tuple[str, dict[str, Any]]]:
        with self.host.database.read() as session:
            return [(each.service, each.description) for each in session.scalars(select(DescribedService))]

    def _remember(self, service: str, description: Mapping[str, Any]) -> None:
        with self.host.database.write() as session:
            session.merge(
                DescribedService(service=service, description=dict(description), seen_at=self.host.clock.now())
            )


def _description(response: Response) -> dict[str, Any]:
    if response.status != 200:
        raise ValueError(f"status {response.status}")
    found: dict[str, Any] = orjson.loads(response.body)
    return found


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", path)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))
