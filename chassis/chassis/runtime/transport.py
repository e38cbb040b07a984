"""The port that each runtime fills. It lives with the operations, because the gateway may know no runtime."""

from chassis.operations.transport import Transport, TransportError

__all__ = ["Transport", "TransportError"]
