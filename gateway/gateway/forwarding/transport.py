"""The way to the other services, as the gateway needs it. Each runtime brings its own."""

from collections.abc import Sequence
from typing import Protocol

from chassis.operations import Request, Response


class TransportError(Exception):
    """The service did not answer: it is down, or its deadline has passed."""


class Transport(Protocol):
    """Carries one request to one service and brings its answer back."""

    @property
    def services(self) -> Sequence[str]:
        """The services it can reach, without the gateway."""
        ...

    def send(self, service: str, request: Request, deadline: float) -> Response:
        """The answer, after at most `deadline` seconds; raises TransportError. The path is decoded text."""
        ...
