"""How a service is reached, whichever runtime carries the request."""

from collections.abc import Sequence
from typing import Protocol

from chassis.operations.dispatcher import Request, Response


class TransportError(Exception):
    """The service did not answer, or not in time."""


class Transport(Protocol):
    """One synchronous call to one service, always with a deadline in seconds. Raises TransportError."""

    @property
    def services(self) -> Sequence[str]:
        """The names of the services that can be asked, the gateway among them or not."""
        ...

    def send(self, service: str, request: Request, deadline: float) -> Response: ...
