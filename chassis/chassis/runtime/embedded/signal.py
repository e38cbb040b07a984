"""Who has written how far, and a way to wait for more."""

import threading


class Heads:
    """The newest position of every log in this process. Consumers wait here; writers only notify."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._positions: dict[str, int] = {}
        self._turn = 0

    def grow(self, service: str, position: int) -> None:
        with self._condition:
            self._positions[service] = max(position, self._positions.get(service, 0))
            self._turn += 1
            self._condition.notify_all()

    def of(self, service: str) -> int:
        return self._positions.get(service, 0)

    @property
    def turn(self) -> int:
        """Changes with every notification: look at it, look for work, then wait for another."""
        return self._turn

    def wait(self, turn: int, seconds: float) -> None:
        """Until somebody writes after `turn`, or the time is over."""
        with self._condition:
            self._condition.wait_for(lambda: self._turn != turn, seconds)
