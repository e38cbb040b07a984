"""What the installed services say of themselves: the events they publish, and who reacts to them."""

import inspect
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chassis.eventlog import Event
from chassis.inbox import Reaction
from chassis.runtime.installation import installed_services
from chassis.service import Service
from chassis.system import system_reactions
from chassis.testing import ServiceUnderTest

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "contracts"


@dataclass(frozen=True)
class Published:
    """An event with the service whose word it is."""

    service: Service
    event: type[Event]

    @property
    def type(self) -> str:
        return self.event.type

    @property
    def description(self) -> str:
        """The event's own docstring: what happened."""
        return inspect.cleandoc(self.event.__doc__ or "")


@dataclass(frozen=True)
class Consumed:
    """A reaction with the service that has it."""

    service: Service
    reaction: Reaction

    def __str__(self) -> str:
        return f"{self.service.name} {self.reaction.handler.__name__} {self.reaction.event}"


def published() -> list[Published]:
    """Every event of every service, in the order of their types."""
    found = [Published(service, event) for service in installed_services() for event in service.publishes]
    return sorted(found, key=lambda each: each.type)


def consumed() -> list[Consumed]:
    """Every reaction of every service, those that the chassis adds included."""
    return [
        Consumed(service, reaction)
        for service in installed_services()
        for reaction in (*service.reactions, *system_reactions(service))
    ]


def descriptions() -> dict[str, dict[str, Any]]:
    """What each service answers when the gateway asks it what it can do."""
    return {service.name: _description(service) for service in installed_services()}


def _description(service: Service) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        asked = ServiceUnderTest(service, Path(folder))
        try:
            answer: dict[str, Any] = asked.person("qian", {}).get("/system/describe")
        finally:
            asked.close()
    return answer
