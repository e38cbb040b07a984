"""A service under test: alone, with a real database, its siblings' events fed by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import orjson

from chassis.access import Principal, Signer, Verifier, load_signer, load_verifier, make_keys
from chassis.clock import Clock, FixedClock
from chassis.eventlog import Envelope, read_after
from chassis.files import FileStore
from chassis.jobs import run_job
from chassis.model import derived_id, uuid7
from chassis.observe.trace import new_trace
from chassis.operations import Request, Response
from chassis.service import Host, Service
from chassis.testing.databases import give_back, service_database, share_compiled

PARTS = {"ming": "明", "fang": "方", "li": "李", "zhou": "周", "qian": "钱", "hua": "华"}
"""Ming and Hua sell, Fang is Ming's manager, Li buys, Zhou keeps the books, Qian owns."""


class Caller:
    """Somebody who calls operations of a host."""

    def __init__(self, host: Host, principal: Principal, signer: Signer):
        self.host, self.principal, self._signer = host, principal, signer

    def call(
        self,
        method: str,
        path: str,
        /,
        body: Any = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        **query: Any,
    ) -> Response:
        """Send a request as the dispatcher gets it from any runtime."""
        sent = {"zhanggui-principal": self._signer.sign(self.principal), **(headers or {})}
        if key:
            sent["idempotency-key"] = key
        data = content if content is not None else (orjson.dumps(body, default=str) if body is not None else b"")
        return self.host.dispatcher.handle(Request(method, path, urlencode(query), sent, data))

    def get(self, path: str, /, **query: Any) -> Any:
        """The JSON of a successful GET; anything else is an AssertionError that shows the problem."""
        return _success(self.call("GET", path, **query))

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return _success(self.call("POST", path, body, **more))

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        return _success(self.call("PUT", path, body, **more))

    def delete(self, path: str, **more: Any) -> Any:
        return _success(self.call("DELETE", path, **more))

    def refused(self, method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        """The problem document of a call that must not succeed."""
        response = self.call(method, path, body, **more)
        assert 400 <= response.status < 500, (response.status, response.body)
        problem: dict[str, Any] = response.json()
        assert problem["titles"]["zh"]
        assert problem["titles"]["en"]
        return problem


class ServiceUnderTest:
    """One service with a fresh database (SQLite, or PostgreSQL when ZHANGGUI_TEST_POSTGRES names a server)."""

    def __init__(
        self, service: Service, folder: Path, clock: Clock | None = None, settings: Mapping[str, Any] | None = None
    ):
        self.clock = clock or FixedClock()
        names = ["gateway", service.name, *(each.producer for each in service.reactions)]
        make_keys(folder / "keys", sorted(set(names)))
        self.signer: Signer = load_signer(folder / "keys", "gateway")
        self.verifier: Verifier = load_verifier(folder / "keys")
        self.host = Host(
            service,
            service_database(folder, service),
            verifier=self.verifier,
            signer=load_signer(folder / "keys", service.name),
            files=FileStore(folder / "files"),
            anchors=folder / "anchors",
            clock=self.clock,
            settings=settings,
        )
        share_compiled(self.host.database.engine)
        self.host.start()
        self.logs: dict[str, list[Envelope]] = {}
        self.host.read_log = lambda producer, after, limit: self.logs.get(producer, [])[after : after + limit]
        self._jobs: list[UUID] = []
        self.host.enqueue = self._jobs.append

    def person(self, name: str, grants: Mapping[str, str], *, org_path: str = "/hq/", **more: Any) -> Caller:
        """A caller whose identity depends on the name only."""
        principal = Principal(id=person_id(name), name=PARTS.get(name, name), org_path=org_path, grants=grants, **more)
        return Caller(self.host, principal, self.signer)

    def hear(self, event_type: str, subject: Any = None, actor: str = "ming", **data: Any) -> None:
        """Let a sibling publish an event, and let this service take it in."""
        producer = event_type.partition(".")[0]
        log = self.logs.setdefault(producer, [])
        log.append(
            Envelope(
                id=uuid7(),
                source=producer,
                type=event_type,
                subject=str(subject or uuid4()),
                time=self.clock.now(),
                sequence=len(log) + 1,
                data=orjson.loads(orjson.dumps(data, default=str)),
                actor={"id": str(person_id(actor)), "name": PARTS.get(actor, actor)},
                traceparent=new_trace(),
            )
        )
        self.host.inbox.catch_up(producer)

    def hear_of(self, name: str, org_path: str = "/hq/", superior: str | None = None) -> UUID:
        """Let the gateway tell of a person; answers the id."""
        identity = person_id(name)
        self.hear(
            "gateway.user_changed.v1",
            identity,
            user_id=identity,
            code=name,
            name=PARTS.get(name, name),
            org_path=org_path,
            superior_id=superior and person_id(superior),
            active=True,
        )
        return identity

    def told(self, event_type: str | None = None) -> list[Envelope]:
        """The events the service has recorded, of one type when asked."""
        with self.host.database.read() as session:
            events = read_after(session, self.host.name, 0, 100_000)
        return [each for each in events if event_type in (None, each.type)]

    def parked(self) -> list[str]:
        """Errors of the events that could not be applied: empty when all is well."""
        operator = self.person("operator", {"*": "all"})
        return [f"{row['type']}: {row['error']}" for row in operator.get("/system/parked")["items"]]

    def run_jobs(self) -> None:
        """Run what was put into the queue, here and now."""
        while self._jobs:
            run_job(self.host, self._jobs.pop(0))

    def violations(self) -> list[str]:
        return list(self.person("operator", {"*": "all"}).get("/system/invariants")["violations"])

    def close(self) -> None:
        """End the service, and give its database back."""
        self.host.close()
        give_back(self.host.service, self.host.database.url)


def person_id(name: str) -> UUID:
    """The identity that a person has in all tests."""
    return derived_id("person", name)


def _success(response: Response) -> Any:
    assert response.status < 300, (response.status, response.body.decode())
    return response.json()
