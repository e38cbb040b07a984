"""The command line's way in: HTTP to the running gateway, as the operator who holds the installation's key."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests
from joserfc.errors import JoseError

from chassis.access import load_signer, operator_principal
from chassis.runtime.layout import Layout

TIMEOUT = 150
POLL_SECONDS = 0.2


class Refused(Exception):
    """The system said no, or did not answer; the text is one clear line."""


class Client:
    """Calls operations below /api/v1 with a signed operator principal, or as a person who has signed in."""

    def __init__(self, address: str, token: Any):
        self.address = address.rstrip("/")
        self._token = token
        self._http = requests.Session()

    def get(self, path: str, **query: Any) -> Any:
        return _json(self.call("GET", path, params=query))

    def post(self, path: str, body: Any = None, **query: Any) -> Any:
        """POST with an idempotency key of its own; answers the JSON, or None for an empty answer."""
        response = self.call("POST", path, json=body, params=query, headers={"Idempotency-Key": uuid4().hex})
        return _json(response) if response.content else None

    def put(self, path: str, body: Any) -> Any:
        response = self.call("PUT", path, json=body)
        return _json(response) if response.content else None

    def upload(self, path: str, content: bytes, **query: Any) -> Any:
        headers = {"Content-Type": "application/octet-stream"}
        return _json(self.call("POST", path, data=content, params=query, headers=headers))

    def download(self, path: str) -> bytes:
        return self.call("GET", path).content

    def call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> requests.Response:
        """The raw response; raises Refused for everything that is no success."""
        response = self.send(method, path, headers=headers, **more)
        if response.status_code >= 400:
            raise Refused(_explained(response))
        return response

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> requests.Response:
        """The raw response, whatever it says; raises Refused only when there is none."""
        sent = {"Authorization": f"Bearer {self._token()}", **(headers or {})}
        try:
            return self._http.request(method, f"{self.address}/api/v1{path}", headers=sent, timeout=TIMEOUT, **more)
        except requests.RequestException:
            raise Refused(f"Zhanggui does not answer at {self.address}") from None

    def wait_for_job(self, service: str, job_id: str, seconds: float = 600) -> dict[str, Any]:
        """The job's row once it has ended; raises Refused when it failed or takes too long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            job: dict[str, Any] = self.get(f"/{service}/system/jobs/{job_id}")
            if job["state"] == "failed":
                raise Refused(job["error"])
            if job["state"] == "done":
                return job
            time.sleep(POLL_SECONDS)
        raise Refused(f"the job {job_id} is still running; look at it later")

    def services(self) -> list[str]:
        """The services behind the gateway, by its OpenAPI document."""
        paths = self.get("/openapi.json")["paths"]
        return sorted({path.split("/")[3] for path in paths if path.endswith("/system/lag")})


def operator_client(data_dir: Path) -> Client:
    """A client for the installation in this folder; raises Refused when nothing runs there."""
    layout = Layout(data_dir)
    if not layout.address.exists():
        raise Refused(f"no Zhanggui runs on {data_dir}; start it with 'zhanggui run' or 'zhanggui up'")
    try:
        signer = load_signer(layout.keys, "gateway")
    except (OSError, ValueError, JoseError):
        raise Refused(f"the key of the gateway in {layout.keys} is missing, broken or not yours to read") from None
    return Client(layout.address.read_text().strip(), lambda: signer.sign(operator_principal()))


def person_client(address: str, username: str, password: str) -> Client:
    """A client for somebody who signs in; raises Refused when the password is wrong."""
    nobody = Client(address, lambda: "")
    answer = nobody.send("POST", "/gateway/sessions", json={"username": username, "password": password})
    if answer.status_code >= 400:
        raise Refused(_explained(answer))
    token = _json(answer)["token"]
    return Client(address, lambda: token)


def _json(response: requests.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        raise Refused(f"what answers at {response.url} is not Zhanggui") from None


def _explained(response: requests.Response) -> str:
    problem = _json(response)
    if not isinstance(problem, dict):
        return f"what answers at {response.url} is not Zhanggui"
    fields = "; ".join(f"{each['field']}: {each['zh']} / {each['en']}" for each in problem.get("errors", []))
    titles = problem.get("titles", {"zh": problem.get("title", ""), "en": ""})
    return f"{titles['zh']} / {titles['en']}" + (f" ({fields})" if fields else "")
