"""Waiting until all events are consumed, then asking every service and comparing what they say of one another."""

import time
from typing import Any

from zhanggui.client import Client, Refused
from zhanggui.invariants.across import CHECKS

POLL_SECONDS = 0.1


class NotSettled(Refused):
    """Events or jobs were still under way when the time was over."""


def settle(client: Client, seconds: float = 30.0) -> dict[str, Any]:
    """Until every consumer has taken every event there is; answers the last look at heads and cursors."""
    until = time.monotonic() + seconds
    services = client.services()
    before: dict[str, Any] = {}
    while time.monotonic() < until:
        states = {service: client.get(f"/{service}/system/lag") for service in services}
        # Two equal looks: a consumer that wrote in between would have moved a head.
        if states == before and not _behind(states):
            return states
        before = states
        time.sleep(POLL_SECONDS)
    raise NotSettled(f"still behind after {seconds:.0f} s: {'; '.join(_behind(before)) or 'heads are moving'}")


def violations(client: Client, seconds: float = 30.0) -> list[str]:
    """Every violation found, a sentence each; waits for quiet first."""
    states = settle(client, seconds)
    found = [f"{service}: {state['parked']} parked events" for service, state in states.items() if state["parked"]]
    found += _beyond(states)
    for service in states:
        found += client.get(f"/{service}/system/invariants")["violations"]
    facts = Facts(client, set(states))
    for check in CHECKS:
        found += check(facts)
    return found


class Facts:
    """What services tell for checks across them, fetched when first needed."""

    def __init__(self, client: Client, services: set[str]):
        self._client, self._services = client, services
        self._known: dict[tuple[str, str], dict[str, Any]] = {}

    def of(self, service: str, name: str) -> dict[str, Any]:
        """A fact; empty when the service is not installed."""
        if service not in self._services:
            return {}
        if (service, name) not in self._known:
            self._known[service, name] = self._client.get(f"/{service}/system/facts/{name}")
        return self._known[service, name]


def _behind(states: dict[str, Any]) -> list[str]:
    return [
        f"{service} is {states[producer]['head'] - position} behind {producer}"
        for service, state in states.items()
        for producer, position in state["cursors"].items()
        if producer in states and position < states[producer]["head"]
    ]


def _beyond(states: dict[str, Any]) -> list[str]:
    """I8: nobody has read more of a log than there is."""
    return [
        f"I8: {service} has read {producer} up to {position}, whose log ends at {states[producer]['head']}"
        for service, state in states.items()
        for producer, position in state["cursors"].items()
        if producer in states and position > states[producer]["head"]
    ]
