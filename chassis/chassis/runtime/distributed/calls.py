"""Calls between processes: HTTP over kept-alive connections, each with its deadline.

The same code works in threads (the gateway) and under eventlet (the services), where its sockets are green.
"""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, urlencode, urlsplit

import urllib3

from chassis.access import Signer
from chassis.eventlog import Envelope
from chassis.operations import Request, Response
from chassis.operations.transport import TransportError

CONNECT_SECONDS = 2.0
READ_LOG_SECONDS = 10.0
POOLED = 32
_OF_THE_WAY = frozenset(
    {"connection", "content-length", "date", "host", "keep-alive", "server", "transfer-encoding", "te", "upgrade"}
)
"""Headers that belong to one connection and not to the message."""


class HttpTransport:
    """Reaches services at their addresses (service -> http://HOST:PORT)."""

    def __init__(self, addresses: Mapping[str, str]):
        self._pools = {service: _pool(address) for service, address in addresses.items()}

    @property
    def services(self) -> list[str]:
        """Whom it can reach."""
        return sorted(self._pools)

    def send(self, service: str, request: Request, deadline: float) -> Response:
        """The answer, within so many seconds; raises TransportError."""
        if service not in self._pools:
            raise TransportError(f"{service}: no address")
        target = quote(request.path, safe="/", errors="replace") + (f"?{request.query}" if request.query else "")
        try:
            answer = self._pools[service].request(
                request.method,
                target,
                body=request.body,
                headers=_carried(request.headers),
                timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, deadline), total=deadline),
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise TransportError(f"{service}: {error}") from error
        return Response(answer.status, answer.data, _carried(answer.headers))


def log_reader(transport: HttpTransport, signer: Signer) -> Callable[[str, int, int], Sequence[Envelope]]:
    """Reads the logs of siblings, with the service's own key."""

    def read_log(producer: str, after: int, limit: int) -> Sequence[Envelope]:
        query = urlencode({"after": after, "limit": limit})
        request = Request("GET", "/system/events", query, {"zhanggui-principal": signer.own_token()})
        answer = transport.send(producer, request, READ_LOG_SECONDS)
        if answer.status != 200:
            raise TransportError(f"{producer}: its log answers {answer.status}")
        return [Envelope.from_json(each) for each in answer.json()["events"]]

    return read_log


def _pool(address: str) -> urllib3.HTTPConnectionPool:
    parts = urlsplit(address)
    return urllib3.HTTPConnectionPool(str(parts.hostname), parts.port, maxsize=POOLED, block=False, retries=False)


def _carried(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() not in _OF_THE_WAY}
