"""An installation of all services in this process, asked through the gateway's edge as the network would ask it."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import orjson

from chassis.access import operator_principal
from chassis.runtime.embedded import Embedded
from chassis.runtime.installation import installed_services
from gateway.edge import create_app
from tests.bad_input.storage import Storage

API = "/api/v1"
PASSWORD = "long enough for everybody"
LANGUAGES = {"zh", "en"}
JSON = "application/json"


class Answer:
    """What came back. `document` is the parsed body, None when it is no JSON."""

    def __init__(self, response: Any, request: str):
        self.status, self.body, self.request = response.status_code, response.data, request
        self.headers, self.type = response.headers, response.mimetype
        self.document: Any = orjson.loads(self.body) if self.body and self.type.endswith("json") else None

    def __str__(self) -> str:
        return f"{self.request} -> {self.status} {self.body[:600].decode(errors='replace')}"


class Company:
    """Everybody has a token; whatever is refused is looked at closely."""

    def __init__(self, folder: Path):
        self.embedded = Embedded(installed_services(), folder)
        gateway = self.embedded.hosts["gateway"]
        self.app = create_app(gateway, self.embedded)
        self._client = self.app.test_client(use_cookies=False)
        self.tokens = {"operator": gateway.signer.sign(operator_principal(), 3600)}
        self.storage = Storage(self.embedded.layout.databases)
        self.known: dict[str, Any] = {}
        self.asked: Counter[str] = Counter()

    def end(self) -> None:
        self.storage.close()
        self.embedded.stop()

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        by: str | None = "operator",
        query: dict[str, Any] | str | None = None,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        type: str = JSON,
        address: str = "127.0.0.1",
    ) -> Answer:
        """One request; `path` below /api/v1, `content` instead of `body` for bytes that are sent as they are."""
        sent = dict(headers or {})
        if by is not None:
            sent["Authorization"] = f"Bearer {self.tokens[by]}"
        if body is not None:
            content = orjson.dumps(body)
        if content is not None:
            sent["Content-Type"] = type
        self.asked[method] += 1
        stream = io.BytesIO(content) if content is not None else None
        length = len(content) if content is not None else None
        response = self._client.open(
            f"{API}{path}",
            method=method,
            query_string=query,
            input_stream=stream,
            content_length=length,
            headers=sent,
            environ_base={"REMOTE_ADDR": address},
        )
        shown = (content or b"")[:300].decode(errors="replace")
        return Answer(response, f"{method} {path} ?{query} by {by}: {shown}")

    def done(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """The document of a request that must succeed."""
        answer = self.send(method, path, body, **more)
        assert answer.status < 400, str(answer)
        return answer.document

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.done("POST", path, {} if body is None else body, **more)

    def get(self, path: str, by: str = "operator", **query: Any) -> Any:
        return self.done("GET", path, by=by, query=query)

    def answered(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """Any answer but a failure; one that refuses is a problem document and has changed nothing."""
        before = self.storage.contents()
        answer = self.send(method, path, body, **more)
        assert answer.status < 500, str(answer)
        if answer.status >= 400:
            assert_problem(answer)
            assert self.storage.changed(before) == [], str(answer)
        return answer

    def refused(self, method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        """The problem document of a request that must be refused, and change nothing."""
        answer = self.answered(method, path, body, **more)
        assert answer.status >= 400, f"not refused: {answer}"
        document: dict[str, Any] = answer.document
        return document

    def sign_in(self, username: str, **more: Any) -> None:
        """From now on the person can be named in `by`."""
        opened = self.post("/gateway/sessions", {"username": username, "password": PASSWORD}, by=None, **more)
        self.tokens[username] = opened["token"]

    def settle(self) -> None:
        self.embedded.settle()

    def services(self) -> list[str]:
        """With `get`, what the checks of the command line ask of their client."""
        return list(self.embedded.services)


def assert_problem(answer: Answer) -> None:
    """RFC 9457 with a stable code and a sentence in each language; so has every wrong field."""
    assert answer.type == "application/problem+json", str(answer)
    document = answer.document
    assert document["status"] == answer.status, str(answer)
    assert document["code"] and document["trace"], str(answer)
    assert document["titles"].keys() == LANGUAGES and all(document["titles"].values()), str(answer)
    assert document["titles"]["zh"] != document["titles"]["en"], str(answer)
    for entry in document["errors"]:
        assert entry.keys() == {"field", "code", "zh", "en"}, str(answer)
        assert entry["code"] and entry["zh"] and entry["en"], str(answer)
