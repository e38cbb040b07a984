"""How a service is reached, whichever runtime carries the request."""

from typing import Protocol

from chassis.operations import Request, Response


class TransportError(Exception):
    """The service did not answer, or not in time."""


class Transport(Protocol):
    """One synchronous call to one service, always with a deadline in seconds. Raises TransportError."""

    def send(self, service: str, request: Request, deadline: float) -> Response: ...
